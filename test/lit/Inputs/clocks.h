// What tests need of the locks of GLib, libuv, gRPC's core, bthread and Windows.
#ifndef CLOCKS_H
#define CLOCKS_H

extern "C" {
typedef int gboolean;
typedef union _GMutex { void *p; } GMutex;
typedef struct _GRecMutex { void *p; } GRecMutex;
typedef struct _GRWLock { void *p; } GRWLock;
typedef struct _GCond { void *p; } GCond;
void g_mutex_lock(GMutex *mutex);
gboolean g_mutex_trylock(GMutex *mutex);
void g_mutex_unlock(GMutex *mutex);
void g_rec_mutex_lock(GRecMutex *mutex);
gboolean g_rec_mutex_trylock(GRecMutex *mutex);
void g_rec_mutex_unlock(GRecMutex *mutex);
void g_rw_lock_writer_lock(GRWLock *lock);
gboolean g_rw_lock_writer_trylock(GRWLock *lock);
void g_rw_lock_writer_unlock(GRWLock *lock);
void g_rw_lock_reader_lock(GRWLock *lock);
void g_rw_lock_reader_unlock(GRWLock *lock);
void g_cond_wait(GCond *cond, GMutex *mutex);
gboolean g_cond_wait_until(GCond *cond, GMutex *mutex, long end_time);
void g_cond_signal(GCond *cond);
void g_cond_broadcast(GCond *cond);

typedef union { int d; } uv_mutex_t;
typedef union { int d; } uv_rwlock_t;
typedef union { int d; } uv_cond_t;
void uv_mutex_lock(uv_mutex_t *handle);
int uv_mutex_trylock(uv_mutex_t *handle);
void uv_mutex_unlock(uv_mutex_t *handle);
void uv_rwlock_rdlock(uv_rwlock_t *rwlock);
void uv_rwlock_rdunlock(uv_rwlock_t *rwlock);
void uv_rwlock_wrlock(uv_rwlock_t *rwlock);
void uv_rwlock_wrunlock(uv_rwlock_t *rwlock);
void uv_cond_wait(uv_cond_t *cond, uv_mutex_t *mutex);
int uv_cond_timedwait(uv_cond_t *cond, uv_mutex_t *mutex, unsigned long t);
void uv_cond_signal(uv_cond_t *cond);
void uv_cond_broadcast(uv_cond_t *cond);

typedef union { int d; } gpr_mu;
typedef union { int d; } gpr_cv;
typedef struct gpr_timespec { long s; } gpr_timespec;
void gpr_mu_lock(gpr_mu *mu);
void gpr_mu_unlock(gpr_mu *mu);
int gpr_cv_wait(gpr_cv *cv, gpr_mu *mu, gpr_timespec abs_deadline);
void gpr_cv_signal(gpr_cv *cv);
void gpr_cv_broadcast(gpr_cv *cv);

typedef struct bthread_mutex_t { int d; } bthread_mutex_t;
typedef struct bthread_rwlock_t { int d; } bthread_rwlock_t;
typedef struct bthread_cond_t { int d; } bthread_cond_t;
struct timespec;
int bthread_mutex_lock(bthread_mutex_t *mutex);
int bthread_mutex_trylock(bthread_mutex_t *mutex);
int bthread_mutex_timedlock(bthread_mutex_t *mutex, const timespec *abstime);
int bthread_mutex_unlock(bthread_mutex_t *mutex);
int bthread_rwlock_rdlock(bthread_rwlock_t *rwlock);
int bthread_rwlock_wrlock(bthread_rwlock_t *rwlock);
int bthread_rwlock_unlock(bthread_rwlock_t *rwlock);
int bthread_cond_timedwait(bthread_cond_t *cond, bthread_mutex_t *mutex,
                           const timespec *abstime);
int bthread_cond_signal(bthread_cond_t *cond);
int bthread_cond_broadcast(bthread_cond_t *cond);

typedef int BOOL;
typedef unsigned char BOOLEAN;
typedef unsigned long DWORD;
typedef struct _RTL_CRITICAL_SECTION { void *d; } CRITICAL_SECTION;
typedef struct _RTL_SRWLOCK { void *d; } SRWLOCK;
typedef struct _RTL_CONDITION_VARIABLE { void *d; } CONDITION_VARIABLE;
void EnterCriticalSection(CRITICAL_SECTION *section);
BOOL TryEnterCriticalSection(CRITICAL_SECTION *section);
void LeaveCriticalSection(CRITICAL_SECTION *section);
void AcquireSRWLockExclusive(SRWLOCK *lock);
BOOLEAN TryAcquireSRWLockExclusive(SRWLOCK *lock);
void ReleaseSRWLockExclusive(SRWLOCK *lock);
void AcquireSRWLockShared(SRWLOCK *lock);
void ReleaseSRWLockShared(SRWLOCK *lock);
BOOL SleepConditionVariableCS(CONDITION_VARIABLE *cv, CRITICAL_SECTION *cs,
                              DWORD milliseconds);
BOOL SleepConditionVariableSRW(CONDITION_VARIABLE *cv, SRWLOCK *lock,
                               DWORD milliseconds, unsigned long flags);
void WakeConditionVariable(CONDITION_VARIABLE *cv);
void WakeAllConditionVariable(CONDITION_VARIABLE *cv);
}

#endif
