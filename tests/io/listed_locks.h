#pragma once
// Whether this system lists the locks of files, under the inode numbers that stat() tells: not every sandbox does.

#include <QFile>
#include <QTemporaryFile>

#include <sys/file.h>
#include <sys/stat.h>

namespace support {

inline bool locks_are_listed() {
    QTemporaryFile file;
    struct stat found {};
    if (!file.open() || ::flock(file.handle(), LOCK_EX | LOCK_NB) != 0 || ::fstat(file.handle(), &found) != 0)
        return false;
    QFile locks("/proc/locks");
    return locks.open(QIODevice::ReadOnly) &&
           locks.readAll().contains(":" + QByteArray::number(quint64(found.st_ino)) + " ");
}

} // namespace support
