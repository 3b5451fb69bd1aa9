// What tests need of Qt's files.
#ifndef QFILE_H
#define QFILE_H

class QString {
public:
  QString(const char *text);
};
class QIODevice {
public:
  enum OpenMode { ReadOnly = 1 };
  virtual ~QIODevice();
  virtual bool open(OpenMode mode);
  bool isOpen() const;
};
class QFile : public QIODevice {
public:
  bool open(OpenMode flags) override;
  bool copy(const QString &newName);
  bool rename(const QString &newName);
  bool remove();
};
class QSaveFile : public QIODevice {
public:
  bool commit();
};
class QSettings {
public:
  void sync();
  void setValue(const QString &key, int value);
};
class QDir {
public:
  bool removeRecursively();
};

#endif
