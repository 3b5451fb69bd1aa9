// What tests need of libpq.
#ifndef LIBPQ_FE_H
#define LIBPQ_FE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned int Oid;
typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
typedef struct pg_cancel PGcancel;
typedef enum { PQPING_OK, PQPING_REJECT } PGPing;

PGconn *PQconnectStart(const char *conninfo);
PGconn *PQconnectStartParams(const char *const *keywords,
                             const char *const *values, int expand_dbname);
PGconn *PQconnectdb(const char *conninfo);
PGconn *PQconnectdbParams(const char *const *keywords,
                          const char *const *values, int expand_dbname);
PGconn *PQsetdbLogin(const char *pghost, const char *pgport,
                     const char *pgoptions, const char *pgtty,
                     const char *dbName, const char *login, const char *pwd);
#define PQsetdb(M_PGHOST, M_PGPORT, M_PGOPT, M_PGTTY, M_DBNAME)                \
  PQsetdbLogin(M_PGHOST, M_PGPORT, M_PGOPT, M_PGTTY, M_DBNAME, NULL, NULL)
PGPing PQping(const char *conninfo);
PGPing PQpingParams(const char *const *keywords, const char *const *values,
                    int expand_dbname);
void PQfinish(PGconn *conn);
void PQreset(PGconn *conn);
int PQcancel(PGcancel *cancel, char *errbuf, int errbufsize);
PGresult *PQexec(PGconn *conn, const char *query);
PGresult *PQexecParams(PGconn *conn, const char *command, int nParams,
                       const Oid *paramTypes, const char *const *paramValues,
                       const int *paramLengths, const int *paramFormats,
                       int resultFormat);
PGresult *PQprepare(PGconn *conn, const char *stmtName, const char *query,
                    int nParams, const Oid *paramTypes);
PGresult *PQexecPrepared(PGconn *conn, const char *stmtName, int nParams,
                         const char *const *paramValues,
                         const int *paramLengths, const int *paramFormats,
                         int resultFormat);
PGresult *PQdescribePrepared(PGconn *conn, const char *stmt);
PGresult *PQdescribePortal(PGconn *conn, const char *portal);
PGresult *PQgetResult(PGconn *conn);
int PQgetCopyData(PGconn *conn, char **buffer, int async);
void PQclear(PGresult *res);
int PQenterPipelineMode(PGconn *conn);

#ifdef __cplusplus
}
#endif

#endif
