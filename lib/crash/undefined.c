/* Runtime errors of UndefinedBehaviorSanitizer: "/src/t.cc:8:32: runtime error: …". */
#include "crash/cause.h"
#include "crash/native.h"
#include "crash/nativeframe.h"
#include "crash/sankind.h"
#include "crash/slice.h"

enum { NOTES_MAX = 8 }; /* lines that may explain the error, before its stack */

static const char words[] = ": runtime error: ";

struct place {
    struct bytes file;
    int64_t line, column;
};

/* Splits "/src/t.cc:8:32: runtime error: M"; the place may be "<unknown>". */
static bool read_error(struct bytes text, struct place *place, struct bytes *message)
{
    *place = (struct place){ 0 };
    if (text.size < sizeof(words) || *text.at == '#')
        return false;
    size_t at = slice_find(text, words);
    if (at == text.size)
        return false;
    *message = slice_from(text, at + strlen(words));
    struct bytes head = slice_to(text, at);
    place->file = slice_to(head, slice_find_byte(head, ':') == 1 ? 1 : 0); /* C: */
    struct bytes rest = slice_from(head, place->file.size > 0 ? 2 : 0);
    size_t colon = slice_find_byte(rest, ':');
    place->file = (struct bytes){ head.at, (size_t)(rest.at - head.at) + colon };
    rest = slice_from(rest, colon);
    if (slice_eat(&rest, ":") && slice_eat_int(&rest, &place->line) && slice_eat(&rest, ":"))
        (void)slice_eat_int(&rest, &place->column);
    return place->line > 0 || slice_is(head, "<unknown>");
}

/* Whether the line may stand between the error and its stack: a note, the bytes around a pointer.
 */
static bool explains(struct bytes line)
{
    struct bytes text = slice_trim(line);
    return text.size > 0 &&
           (slice_is_blank(*line.at) || *text.at == '^' || slice_holds(text, ": note: ") ||
            slice_begins(text, "<memory cannot be printed>"));
}

/* Reads the frames that follow, if any do, and the last line of the report. */
static void read_stack(struct reading *reading)
{
    struct draft *draft = reading->draft;
    struct line line;
    struct nativeframe frame;
    int others = 0; /* lines since the last frame */
    while (others <= NOTES_MAX && lines_next(reading->lines, &line)) {
        struct bytes text = slice_trim(line.text);
        if (nativeframe_read(text, &frame)) {
            nativeframe_add(draft, &frame);
            draft->to = line.to;
            others = 0;
            continue;
        }
        if (slice_begins(text, "SUMMARY: UndefinedBehaviorSanitizer: ")) {
            draft->to = line.to;
            break;
        }
        if (draft->frames_count > 0 ? text.size > 0 : !explains(line.text))
            break;
        others++;
    }
    lines_back(reading->lines, draft->to);
}

/* Without a stack, the file stands in the signature. */
static void set_place(struct draft *draft, const struct place *place)
{
    if (place->file.size == 0 || slice_begins(place->file, "<"))
        return;
    struct crash_frame *frame = draft_frame(draft);
    frame->file = draft_text(draft, place->file);
    frame->line = place->line;
    frame->column = place->column;
    struct brief kind;
    brief_clear(&kind);
    brief_add_text(&kind, draft->type);
    brief_add_text(&kind, "\n");
    brief_add(&kind, slice_base_name(place->file));
    draft->kind = draft_text(draft, (struct bytes){ kind.at, kind.size });
}

bool undefined_take(struct native *native, struct reading *reading, const struct line *line)
{
    struct place place;
    struct bytes message;
    if (!read_error(slice_trim(line->text), &place, &message))
        return false;
    struct sankind kind;
    sankind_set_undefined(&kind, message);
    struct draft *draft = reading->draft;
    draft_begin(draft, "ubsan", &frame_native);
    draft->type = draft_text(draft, bytes_from(kind.type));
    draft->message = draft_text(draft, message);
    draft->from = line->from;
    draft->to = line->to;
    char file[CRASH_TEXT_MAX];
    place.file = slice_to(place.file, sizeof(file));
    memcpy(file, place.file.at, place.file.size); /* the line is gone once the next is read */
    place.file.at = file;
    read_stack(reading);
    if (draft->frames_count == 0)
        set_place(draft, &place);
    native_add(native, reading);
    cause_tell(reading, draft->to);
    return true;
}
