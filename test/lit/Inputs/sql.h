// What tests need of ODBC.
#ifndef _SQL_H
#define _SQL_H

#ifdef __cplusplus
extern "C" {
#endif

typedef short SQLSMALLINT;
typedef short SQLRETURN;
typedef unsigned short SQLUSMALLINT;
typedef int SQLINTEGER;
typedef unsigned char SQLCHAR;
typedef unsigned short SQLWCHAR;
typedef long SQLLEN;
typedef void *SQLPOINTER;
typedef void *SQLHSTMT;

#define SQL_SUCCESS 0
#define SQL_NTS (-3)
#define SQL_C_SLONG (-16)
#define SQL_FETCH_NEXT 1

SQLRETURN SQLExecDirect(SQLHSTMT StatementHandle, SQLCHAR *StatementText,
                        SQLINTEGER TextLength);
SQLRETURN SQLExecDirectW(SQLHSTMT hstmt, SQLWCHAR *szSqlStr,
                         SQLINTEGER TextLength);
SQLRETURN SQLExecute(SQLHSTMT StatementHandle);
SQLRETURN SQLBindParameter(SQLHSTMT hstmt, SQLUSMALLINT ipar,
                           SQLSMALLINT fCType, SQLPOINTER rgbValue);
SQLRETURN SQLFetch(SQLHSTMT StatementHandle);
SQLRETURN SQLFetchScroll(SQLHSTMT StatementHandle, SQLSMALLINT FetchOrientation,
                         SQLLEN FetchOffset);
SQLRETURN SQLGetData(SQLHSTMT StatementHandle, SQLUSMALLINT ColumnNumber,
                     SQLSMALLINT TargetType, SQLPOINTER TargetValue,
                     SQLLEN BufferLength, SQLLEN *StrLen_or_Ind);

#ifdef __cplusplus
}
#endif

#endif
