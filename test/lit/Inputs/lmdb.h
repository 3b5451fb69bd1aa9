// What tests need of LMDB.
#ifndef _LMDB_H_
#define _LMDB_H_

#ifdef __cplusplus
extern "C" {
#endif

typedef struct MDB_env MDB_env;
typedef struct MDB_txn MDB_txn;
int mdb_txn_commit(MDB_txn *txn);
void mdb_txn_abort(MDB_txn *txn);
int mdb_env_sync(MDB_env *env, int force);

#ifdef __cplusplus
}
#endif

#endif
