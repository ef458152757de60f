/* lib/hub/outbox.c */
#include "hub/outbox.h"

#include "scene.h"

static struct hub *hub_of(struct scene *scene)
{
    struct hub *hub = ARENA_ONE(scene->mem, struct hub);
    *hub = (struct hub){ .mem = scene->mem, .db = scene->db };
    return hub;
}

static void put(struct hub *hub, int64_t account, const char *to)
{
    view_folder("tests/data/view");
    struct view *values = view_new(hub->mem);
    view_set(values, "NAME", "mira & co <b>");
    view_set(values, "CODE", "ABCDE-12345");
    outbox_put(hub, account, to, "mail.tpl", values);
}

static void a_mail_is_filled_in_as_text_and_taken_once(void **state)
{
    struct hub *hub = hub_of(*state);
    put(hub, 0, "mira@example.org");
    const struct outbox_mail *mail = outbox_take(hub, 60);
    assert_non_null(mail);
    assert_string_equal(mail->to, "mira@example.org");
    assert_string_equal(mail->subject, "A letter to mira & co <b>");
    assert_string_equal(mail->text, "Hello mira & co <b>,\n\nyour code is ABCDE-12345.\n");
    assert_int_equal(mail->attempt, 1);
    assert_null(outbox_take(hub, 60));
}

static void a_mail_to_an_account_goes_to_the_address_it_has_when_it_is_sent(void **state)
{
    struct hub *hub = hub_of(*state);
    scene_sql(*state, "INSERT INTO account (id, name, email) OVERRIDING SYSTEM VALUE "
                      "VALUES (7001, 'outbox', 'before@example.org');");
    put(hub, 7001, NULL);
    scene_sql(*state, "UPDATE account SET email = 'after@example.org' WHERE id = 7001;");
    assert_string_equal(outbox_take(hub, 60)->to, "after@example.org");
}

static const char *text_in_table(void **state)
{
    scene_sql(*state, "UPDATE mail SET subject = coalesce(text, 'nothing'), due_at = now(), "
                      "                state = 'waiting', text = 'x';");
    return outbox_take(hub_of(*state), 60)->subject;
}

static void what_was_sent_keeps_no_text(void **state)
{
    struct hub *hub = hub_of(*state);
    put(hub, 0, "mira@example.org");
    assert_true(outbox_end(hub, outbox_take(hub, 60), MAIL_SENT, "250 OK"));
    assert_null(outbox_take(hub, 60));
    assert_string_equal(text_in_table(state), "nothing");
}

static void what_was_refused_keeps_its_text_to_be_sent_again(void **state)
{
    struct hub *hub = hub_of(*state);
    put(hub, 0, "mira@example.org");
    assert_true(outbox_end(hub, outbox_take(hub, 60), MAIL_REFUSED, "550 no such user"));
    assert_null(outbox_take(hub, 60));
    int64_t found;
    hub_operate(hub);
    assert_int_equal(outbox_dead(hub), 1);
    const struct outbox_letter *dead = outbox_list(hub, "dead", 0, &found);
    assert_int_equal(found, 1);
    assert_string_equal(dead->to, "mira@example.org");
    assert_string_equal(dead->answer, "550 no such user");
    outbox_again(hub, dead->id, NULL);
    assert_int_equal(outbox_dead(hub), 0);
    const struct outbox_mail *again = outbox_take(hub, 60);
    assert_int_equal(again->attempt, 1);
    assert_non_null(strstr(again->text, "ABCDE-12345"));
}

struct wish {
    struct hub *hub;
    int64_t mail;
};

static void send_again(void *arg)
{
    struct wish *wish = arg;
    outbox_again(wish->hub, wish->mail, NULL);
}

static void what_is_not_dead_is_not_sent_again_and_nobody_else_sees_it(void **state)
{
    struct hub *hub = hub_of(*state);
    struct wish wish = { .hub = hub };
    const char *reason;
    int64_t found;
    put(hub, 0, "mira@example.org");
    assert_null(outbox_list(hub, "waiting", 0, &found));
    hub_operate(hub);
    const struct outbox_letter *letter = outbox_list(hub, "waiting", 0, &found);
    assert_non_null(letter);
    wish.mail = letter->id;
    assert_int_equal(fail_guard(send_again, &wish, &reason), FAIL_CONFLICT);

    assert_true(outbox_end(hub, outbox_take(hub, 60), MAIL_REFUSED, "550 no such user"));
    scene_sql(*state, "DO $$ BEGIN PERFORM set_config('nopanic.admin', '', false); END $$;");
    assert_int_equal(fail_guard(send_again, &wish, &reason), FAIL_CONFLICT);
    hub_operate(hub);
    assert_int_equal(fail_guard(send_again, &wish, &reason), FAIL_NOT);
}

static void a_failure_waits_and_comes_again(void **state)
{
    struct hub *hub = hub_of(*state);
    put(hub, 0, "mira@example.org");
    assert_true(outbox_end(hub, outbox_take(hub, 60), MAIL_LATER, "451 later"));
    assert_null(outbox_take(hub, 60));
    scene_sql(*state, "DO $$ BEGIN ASSERT (SELECT due_at BETWEEN now() + interval '14 seconds' "
                      "AND now() + interval '46 seconds' FROM mail); END $$;"
                      "UPDATE mail SET due_at = now();");
    const struct outbox_mail *again = outbox_take(hub, 60);
    assert_int_equal(again->attempt, 2);
    assert_non_null(strstr(again->text, "ABCDE-12345"));
}

static void after_a_day_it_is_given_up(void **state)
{
    struct hub *hub = hub_of(*state);
    put(hub, 0, "mira@example.org");
    scene_sql(*state, "UPDATE mail SET created_at = now() - interval '25 hours';");
    assert_true(outbox_end(hub, outbox_take(hub, 60), MAIL_LATER, "451 later"));
    scene_sql(*state,
              "DO $$ BEGIN ASSERT (SELECT state = 'dead' AND text IS NOT NULL FROM mail); END $$;");
}

static void whoever_lost_the_lease_cannot_end_it(void **state)
{
    struct hub *hub = hub_of(*state);
    put(hub, 0, "mira@example.org");
    const struct outbox_mail *slow = outbox_take(hub, 0), *quick = outbox_take(hub, 60);
    assert_non_null(quick);
    assert_int_equal(quick->id, slow->id);
    assert_false(outbox_end(hub, slow, MAIL_REFUSED, "too late"));
    assert_true(outbox_end(hub, quick, MAIL_SENT, "250 OK"));
    assert_false(outbox_end(hub, quick, MAIL_LATER, "twice"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(a_mail_is_filled_in_as_text_and_taken_once),
        SCENE(a_mail_to_an_account_goes_to_the_address_it_has_when_it_is_sent),
        SCENE(what_was_sent_keeps_no_text),
        SCENE(what_was_refused_keeps_its_text_to_be_sent_again),
        SCENE(what_is_not_dead_is_not_sent_again_and_nobody_else_sees_it),
        SCENE(a_failure_waits_and_comes_again),
        SCENE(after_a_day_it_is_given_up),
        SCENE(whoever_lost_the_lease_cannot_end_it),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
