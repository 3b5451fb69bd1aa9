// What tests need of GLib.
#ifndef __G_LIB_H__
#define __G_LIB_H__

#ifdef __cplusplus
extern "C" {
#endif

typedef int gboolean;
typedef char gchar;
typedef unsigned long gsize, gulong;
typedef void *gpointer;
typedef struct _GError GError;
typedef struct _GThread GThread;
typedef struct _GAsyncQueue GAsyncQueue;
typedef int GSpawnFlags;
typedef void (*GSpawnChildSetupFunc)(gpointer data);

typedef struct _GRegex GRegex;
typedef struct _GIConv *GIConv;
GRegex *g_regex_new(const gchar *pattern, int compile_options,
                    int match_options, GError **error);
gboolean g_regex_match(const GRegex *regex, const gchar *string, int options,
                       void **match_info);
void g_regex_unref(GRegex *regex);
GIConv g_iconv_open(const gchar *to_codeset, const gchar *from_codeset);
int g_iconv_close(GIConv converter);
gboolean g_file_get_contents(const gchar *filename, gchar **contents,
                             gsize *length, GError **error);
gboolean g_file_set_contents(const gchar *filename, const gchar *contents,
                             long length, GError **error);
typedef gpointer (*GThreadFunc)(gpointer data);
GThread *g_thread_new(const gchar *name, GThreadFunc func, gpointer data);
GThread *g_thread_try_new(const gchar *name, GThreadFunc func, gpointer data,
                          GError **error);
unsigned g_get_num_processors(void);
void g_usleep(gulong microseconds);
gboolean g_spawn_sync(const gchar *directory, gchar **argv, gchar **envp,
                      GSpawnFlags flags, GSpawnChildSetupFunc setup,
                      gpointer data, gchar **output, gchar **error_output,
                      int *wait_status, GError **error);
gboolean g_spawn_command_line_sync(const gchar *command, gchar **output,
                                   gchar **error_output, int *wait_status,
                                   GError **error);
gpointer g_thread_join(GThread *thread);
gpointer g_async_queue_pop(GAsyncQueue *queue);

#ifdef __cplusplus
}
#endif

#endif
