#include "base/qr.h"

#include <qrencode.h>

#include "base/fail.h"

enum { PATH_MAX_SIZE = 256 * 1024 };

static void undo(void *code)
{
    QRcode_free(code);
}

char *qr_path(struct arena *mem, const char *text, int *side)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code)
        fail(FAIL_AWAY, "no QR code of %zu bytes", strlen(text));
    arena_defer(mem, undo, code);
    struct text path = text_new(mem, PATH_MAX_SIZE);
    *side = code->width;
    for (int y = 0; y < code->width; y++) {
        const unsigned char *row = code->data + y * code->width;
        for (int x = 0, dark; x < code->width; x += dark + 1) {
            for (dark = 0; x + dark < code->width && (row[x + dark] & 1); dark++)
                ;
            if (dark > 0)
                text_add_format(&path, "M%d %dh%dv1h-%dz", x, y, dark, dark);
        }
    }
    return path.at;
}
