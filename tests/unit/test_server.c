/* lib/base/server*.c, through web_run() */
#include <stdatomic.h>
#include <sys/mman.h>

#include "fcgi_client.h"

enum { MEMORY = 4 * 1024 * 1024, DEADLINE_MS = 400, BODY = 200000, CLIENTS = 4 };

/* What the tests, the servers and the clients see together. */
static struct {
    atomic_int starts, asked, answered, refused;
    atomic_bool start_fails;
} * shared;

static void show(void *arg)
{
    struct web *web = arg;
    const char *path = web_path(web);
    if (strcmp(path, "/abort") == 0)
        abort();
    if (strcmp(path, "/hang") == 0)
        for (;;)
            pause_ms(1000);
    if (strcmp(path, "/slow") == 0)
        pause_ms(100);
    size_t size = 0;
    if (strcmp(path, "/body") == 0)
        size = web_body(web, BODY, BODY).size;
    const char *text = text_format(web_mem(web), "%d %zu", (int)getpid(), size);
    web_send(web, 200, "text/plain", bytes_from(text));
}

static void serve(struct web *web, void *arg)
{
    (void)arg;
    const char *reason;
    enum fail kind = fail_guard(show, web, &reason);
    if (kind != FAIL_NOT)
        web_send(web, (int)kind, "text/plain", bytes_from(reason));
}

static void start(void *arg)
{
    (void)arg;
    atomic_fetch_add(&shared->starts, 1);
    if (atomic_load(&shared->start_fails))
        exit(1);
}

static struct web_server server_of(int workers)
{
    return (struct web_server){
        .workers = workers, .memory_max = MEMORY, .start = start, .serve = serve
    };
}

static int share(void **state)
{
    (void)state;
    shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return shared == MAP_FAILED ? -1 : 0;
}

static int begin(void **state)
{
    memset((void *)shared, 0, sizeof(*shared));
    return scene_memory(state);
}

#define SERVER(test) cmocka_unit_test_setup_teardown(test, begin, scene_no_memory)

static struct reply ask(struct arena *mem, const struct running *r, const char *path)
{
    const struct pair pairs[] = { { "DOCUMENT_URI", path }, { NULL, NULL } };
    return fastcgi_ask(mem, r->socket, pairs, BYTES(""));
}

/* The process that answers; 0 if none does. */
static int pid_of(struct arena *mem, const struct running *r)
{
    struct reply reply = ask(mem, r, "/");
    return reply.whole ? atoi(reply.body) : 0;
}

/* Asks until another process than pid answers; 0 if none does within 10 s. */
static int pid_other_than(struct arena *mem, const struct running *r, int pid)
{
    for (int64_t end_ms = clock_monotonic_ms() + 10000; clock_monotonic_ms() < end_ms;) {
        int now = pid_of(mem, r);
        if (now != 0 && now != pid)
            return now;
        pause_ms(5);
    }
    return 0;
}

/* Posts bodies until nobody listens any more; each that was begun must be answered whole. */
static void be_a_client(const struct running *r, const char *path)
{
    static char body[BODY];
    const struct pair pairs[] = { { "REQUEST_METHOD", "POST" },
                                  { "DOCUMENT_URI", path },
                                  { "CONTENT_LENGTH", "200000" },
                                  { NULL, NULL } };
    for (int fd; (fd = fastcgi_connect(r->socket)) >= 0;) {
        struct arena *mem = arena_new(MEMORY);
        atomic_fetch_add(&shared->asked, 1);
        fastcgi_begin(mem, fd, pairs, false);
        fastcgi_send(fd, STDIN, (struct bytes){ body, BODY });
        fastcgi_send(fd, STDIN, BYTES(""));
        struct reply reply = fastcgi_receive(mem, fd);
        bool good = reply.whole && reply.status == 200;
        atomic_fetch_add(good ? &shared->answered : &shared->refused, 1);
        arena_free(mem);
    }
    _exit(0);
}

static void start_clients(const struct running *r, const char *path, pid_t clients[CLIENTS])
{
    fflush(NULL);
    for (int i = 0; i < CLIENTS; i++) {
        clients[i] = fork();
        if (clients[i] == 0)
            be_a_client(r, path);
    }
}

/* Waits until count more requests were answered, for 20 s at most. */
static void wait_for_answers(int count)
{
    int wanted = atomic_load(&shared->answered) + count;
    for (int i = 0; i < 2000 && atomic_load(&shared->answered) < wanted; i++)
        pause_ms(10);
}

static void restarts_and_the_end_cut_no_request_under_load(void **state)
{
    (void)state;
    struct running r;
    pid_t clients[CLIENTS];
    server_start(&r, server_of(2));
    start_clients(&r, "/body", clients);
    for (int i = 0; i < 6; i++) {
        wait_for_answers(20);
        kill(r.pid, SIGHUP);
    }
    wait_for_answers(50);
    int stopped = server_stop(&r, true);
    for (int i = 0; i < CLIENTS; i++)
        waitpid(clients[i], NULL, 0);
    assert_int_equal(stopped, 0);
    assert_int_equal(atomic_load(&shared->refused), 0);
    assert_int_equal(atomic_load(&shared->answered), atomic_load(&shared->asked));
    assert_true(atomic_load(&shared->answered) >= 170);
    assert_true(atomic_load(&shared->starts) >= 4); /* HUPs may have been taken together */
}

static void an_old_worker_ends_though_its_queue_is_never_empty(void **state)
{
    struct running r;
    pid_t clients[CLIENTS];
    server_start(&r, server_of(1));
    int old = pid_of(*state, &r);
    start_clients(&r, "/slow", clients);
    wait_for_answers(2);
    kill(r.pid, SIGHUP);
    int tries = 0;
    while (kill(old, 0) == 0 && ++tries < 500)
        pause_ms(10);
    wait_for_answers(2);
    int stopped = server_stop(&r, true);
    for (int i = 0; i < CLIENTS; i++)
        waitpid(clients[i], NULL, 0);
    assert_true(tries < 500);
    assert_int_equal(stopped, 0);
    assert_int_equal(atomic_load(&shared->refused), 0);
}

static void an_upload_goes_on_through_a_restart(void **state)
{
    struct running r;
    server_start(&r, server_of(2));
    const struct pair pairs[] = { { "REQUEST_METHOD", "POST" },
                                  { "DOCUMENT_URI", "/body" },
                                  { "CONTENT_LENGTH", "100000" },
                                  { NULL, NULL } };
    struct bytes half = { arena_alloc(*state, 50000), 50000 };
    int fd = fastcgi_connect(r.socket);
    fastcgi_begin(*state, fd, pairs, false);
    fastcgi_send(fd, STDIN, half);
    int old = pid_of(*state, &r);
    kill(r.pid, SIGHUP);
    int new = pid_other_than(*state, &r, old);
    pause_ms(100); /* time for the old ones to take their signal */
    fastcgi_send(fd, STDIN, half);
    fastcgi_send(fd, STDIN, BYTES(""));
    struct reply reply = fastcgi_receive(*state, fd);
    int stopped = server_stop(&r, true);
    assert_true(new != 0);
    assert_true(reply.whole && reply.status == 200);
    assert_non_null(strstr(reply.body, " 100000"));
    assert_int_not_equal(atoi(reply.body), new);
    assert_int_equal(stopped, 0);
}

static void a_worker_that_dies_is_replaced_at_once(void **state)
{
    struct running r;
    server_start(&r, server_of(1));
    int before = pid_of(*state, &r);
    struct reply reply = ask(*state, &r, "/abort");
    int64_t died_ms = clock_monotonic_ms();
    int after = pid_of(*state, &r);
    int64_t took_ms = clock_monotonic_ms() - died_ms;
    const char *log = server_log(*state, &r);
    bool told = strstr(log, "a worker died") && strstr(log, "signal 6");
    int stopped = server_stop(&r, false);
    assert_false(reply.whole);
    assert_true(before != 0 && after != 0 && after != before);
    assert_true(took_ms < 1000);
    assert_true(told);
    assert_int_equal(stopped, 0);
}

static void a_request_past_the_deadline_costs_its_worker(void **state)
{
    struct running r;
    struct web_server server = server_of(1);
    server.deadline_ms = DEADLINE_MS;
    server_start(&r, server);
    int before = pid_of(*state, &r);
    int64_t begun_ms = clock_monotonic_ms();
    struct reply reply = ask(*state, &r, "/hang");
    int64_t took_ms = clock_monotonic_ms() - begun_ms;
    int after = pid_of(*state, &r);
    bool told = strstr(server_log(*state, &r), "deadline") != NULL;
    int stopped = server_stop(&r, false);
    assert_false(reply.whole);
    assert_true(took_ms >= DEADLINE_MS && took_ms < DEADLINE_MS + 2000);
    assert_true(after != 0 && after != before);
    assert_true(told);
    assert_int_equal(stopped, 0);
}

static void a_silent_client_holds_no_worker_past_the_deadline(void **state)
{
    struct running r;
    struct web_server server = server_of(1);
    server.deadline_ms = DEADLINE_MS;
    server_start(&r, server);
    int fd = fastcgi_connect(r.socket);
    /* The first record only: libfcgi now waits for the parameters. */
    fastcgi_send(fd, BEGIN_REQUEST, BYTES("\0\1\0\0\0\0\0\0"));
    int64_t begun_ms = clock_monotonic_ms();
    int pid = pid_of(*state, &r);
    int64_t took_ms = clock_monotonic_ms() - begun_ms;
    close(fd);
    int stopped = server_stop(&r, false);
    assert_true(pid != 0);
    assert_true(took_ms >= DEADLINE_MS - 50 && took_ms < DEADLINE_MS + 2000);
    assert_int_equal(stopped, 0);
}

static void a_worker_that_dies_at_every_start_is_given_growing_pauses(void **state)
{
    struct running r;
    atomic_store(&shared->start_fails, true);
    server_start(&r, server_of(1));
    pause_ms(1300);
    int starts = atomic_load(&shared->starts); /* at 0, 100, 300, 700 ms, and at 1.5 s */
    atomic_store(&shared->start_fails, false);
    int pid = pid_of(*state, &r);
    int stopped = server_stop(&r, false);
    assert_true(starts >= 2 && starts <= 5);
    assert_true(pid != 0);
    assert_int_equal(stopped, 0);
}

static void a_new_generation_that_cannot_start_leaves_the_old_one_serving(void **state)
{
    struct running r;
    server_start(&r, server_of(1));
    int old = pid_of(*state, &r);
    atomic_store(&shared->start_fails, true);
    kill(r.pid, SIGHUP);
    for (int i = 0; i < 20; i++, pause_ms(20))
        assert_int_equal(pid_of(*state, &r), old);
    assert_true(atomic_load(&shared->starts) >= 2);
    atomic_store(&shared->start_fails, false);
    int new = pid_other_than(*state, &r, old);
    int stopped = server_stop(&r, false);
    assert_true(new != 0);
    assert_int_equal(stopped, 0);
}

static void a_worker_ends_after_its_requests_and_loses_none(void **state)
{
    struct running r;
    struct web_server server = server_of(1);
    server.requests_max = 3;
    server_start(&r, server);
    int pids[13], changes = 0;
    for (int i = 0; i < 13; i++) {
        pids[i] = pid_of(*state, &r);
        changes += i > 0 && pids[i] != pids[i - 1];
    }
    int stopped = server_stop(&r, true);
    for (int i = 0; i < 13; i++)
        assert_true(pids[i] != 0);
    assert_true(changes >= 4);
    assert_int_equal(stopped, 0);
}

static void the_workers_of_a_killed_master_end(void **state)
{
    struct running r;
    server_start(&r, server_of(1));
    int worker = pid_of(*state, &r);
    kill(r.pid, SIGKILL);
    waitpid(r.pid, NULL, 0);
    int tries = 0;
    while (kill(worker, 0) == 0 && ++tries < 500)
        pause_ms(10);
    unlink(r.log);
    unlink(r.socket);
    rmdir(r.folder);
    assert_true(tries < 500);
}

static void the_request_in_hand_is_answered_before_the_end(void **state)
{
    static const int signals[] = { SIGTERM, SIGINT };
    for (size_t i = 0; i < COUNT_OF(signals); i++) {
        struct running r;
        server_start(&r, server_of(1));
        const struct pair pairs[] = { { "DOCUMENT_URI", "/slow" }, { NULL, NULL } };
        int first = fastcgi_connect(r.socket), queued = fastcgi_connect(r.socket);
        fastcgi_begin(*state, first, pairs, false);
        fastcgi_send(first, STDIN, BYTES(""));
        pause_ms(50);
        kill(r.pid, signals[i]);
        pause_ms(10);
        /* Connected before the end was told, so it is served; a new one finds nobody. */
        fastcgi_begin(*state, queued, pairs, false);
        fastcgi_send(queued, STDIN, BYTES(""));
        struct reply a = fastcgi_receive(*state, first), b = fastcgi_receive(*state, queued);
        int late = fastcgi_connect(r.socket);
        int status = server_wait_end(&r);
        unlink(r.log);
        rmdir(r.folder);
        assert_true(a.whole && b.whole);
        assert_int_equal(late, -1);
        assert_int_equal(status, 0);
        assert_int_not_equal(access(r.socket, F_OK), 0);
    }
}

static void no_signal_is_lost_however_close_they_come(void **state)
{
    (void)state;
    for (int i = 0; i < 40; i++) {
        struct running r;
        server_start(&r, server_of(1));
        kill(r.pid, SIGHUP);
        pause_ms(i % 5);
        if (server_stop(&r, true) != 0)
            fail_msg("round %d", i);
    }
}

static void the_socket_is_for_owner_and_group(void **state)
{
    (void)state;
    struct running r;
    struct stat about;
    server_start(&r, server_of(1));
    int result = stat(r.socket, &about);
    server_stop(&r, true);
    assert_int_equal(result, 0);
    assert_int_equal(about.st_mode & 0777, 0660);
}

/* The reason why a server could not begin. */
static void run_server(void *path)
{
    struct web_server server = server_of(1);
    server.socket = path;
    (void)!web_run(&server);
}

static void a_socket_that_cannot_be_had_is_told(void **state)
{
    unsetenv("REQUEST_METHOD");
    char *path = text_format(*state, "/tmp/%0103d", 1);
    assert_int_equal(strlen(path), 108);
    assert_int_equal(scene_fails(run_server, path), FAIL_BROKEN);
    assert_non_null(strstr(scene_reason(), "107 bytes"));
    assert_int_equal(scene_fails(run_server, text_copy(*state, "/nonexistent/s")), FAIL_BROKEN);
    assert_non_null(strstr(scene_reason(), "/nonexistent/s"));
    assert_int_equal(scene_fails(run_server, NULL), FAIL_BROKEN);
    assert_non_null(strstr(scene_reason(), "NOPANIC_SOCKETS"));
}

static void a_file_in_the_place_of_the_socket_is_left_alone(void **state)
{
    (void)state;
    char path[] = "/tmp/nopanic-file.XXXXXX";
    int fd = mkstemp(path);
    enum fail kind = scene_fails(run_server, path);
    int gone = unlink(path);
    close(fd);
    assert_int_equal(kind, FAIL_BROKEN);
    assert_int_equal(gone, 0);
}

/* Descriptor 0 as a process manager would pass it. */
static void a_socket_that_was_passed_is_served_and_left_open(void **state)
{
    struct running r;
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    snprintf(r.socket, sizeof(r.socket), "/tmp/nopanic-passed.%d", (int)getpid());
    memcpy(address.sun_path, r.socket, sizeof(r.socket));
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(fd, (struct sockaddr *)&address, sizeof(address)) != 0 || listen(fd, 10) != 0)
        abort();
    fflush(NULL);
    r.pid = fork();
    if (r.pid == 0) {
        dup2(fd, STDIN_FILENO);
        struct web_server server = server_of(1);
        _exit(web_run(&server));
    }
    int pid = pid_of(*state, &r);
    kill(r.pid, SIGTERM);
    int status = server_wait_end(&r);
    int late = fastcgi_connect(r.socket); /* waits in the queue for the successor */
    close(late);
    close(fd);
    unlink(r.socket);
    assert_true(pid != 0);
    assert_int_equal(status, 0);
    assert_true(late >= 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SERVER(restarts_and_the_end_cut_no_request_under_load),
        SERVER(an_old_worker_ends_though_its_queue_is_never_empty),
        SERVER(an_upload_goes_on_through_a_restart),
        SERVER(a_worker_that_dies_is_replaced_at_once),
        SERVER(a_request_past_the_deadline_costs_its_worker),
        SERVER(a_silent_client_holds_no_worker_past_the_deadline),
        SERVER(a_worker_that_dies_at_every_start_is_given_growing_pauses),
        SERVER(a_new_generation_that_cannot_start_leaves_the_old_one_serving),
        SERVER(a_worker_ends_after_its_requests_and_loses_none),
        SERVER(the_workers_of_a_killed_master_end),
        SERVER(the_request_in_hand_is_answered_before_the_end),
        SERVER(no_signal_is_lost_however_close_they_come),
        SERVER(the_socket_is_for_owner_and_group),
        SERVER(a_socket_that_cannot_be_had_is_told),
        SERVER(a_file_in_the_place_of_the_socket_is_left_alone),
        SERVER(a_socket_that_was_passed_is_served_and_left_open),
    };
    return cmocka_run_group_tests(tests, share, NULL);
}
