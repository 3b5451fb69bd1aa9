// What tests need of the journal of systemd.
#ifndef _SD_JOURNAL_H
#define _SD_JOURNAL_H

#ifdef __cplusplus
extern "C" {
#endif

int sd_journal_print_with_location(int priority, const char *file,
                                   const char *line, const char *func,
                                   const char *format, ...);
int sd_journal_send_with_location(const char *file, const char *line,
                                  const char *func, const char *format, ...);

#ifdef __cplusplus
}
#endif

#endif
