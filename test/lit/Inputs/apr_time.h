// What tests need of the Apache Portable Runtime.
#ifndef APR_TIME_H
#define APR_TIME_H

typedef long apr_interval_time_t;
extern "C" void apr_sleep(apr_interval_time_t t);

#endif
