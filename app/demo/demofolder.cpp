// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demofolder.h"

#include "app/apptr.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Nightkeep {

DemoFolder::DemoFolder(BytePath top, const QDateTime &moment)
    : m_top(std::move(top))
    , m_moment(moment)
    , m_folders {QByteArray()}
{
}

void DemoFolder::setError(const Error &error)
{
    if (!m_error)
        m_error = error;
}

void DemoFolder::noteError(const BytePath &path)
{
    const int number = errno;
    setError({number == ENOSPC       ? ErrorKind::DiskFull
                  : number == EROFS  ? ErrorKind::ReadOnly
                  : number == EACCES ? ErrorKind::PermissionDenied
                                     : ErrorKind::Failed,
              AppTr::tr("The demo's \"%1\" cannot be written: %2.")
                  .arg(displayPath(path), QString::fromLocal8Bit(std::strerror(number))),
              AppTr::tr("Choose another folder for the demo.")});
}

void DemoFolder::folder(const BytePath &path)
{
    BytePath made;
    for (const QByteArray &name : path.split('/')) {
        if (m_error)
            return;
        if (name.isEmpty())
            continue;
        made += made.isEmpty() ? name : '/' + name;
        const BytePath whole = m_top + '/' + made;
        if (::mkdir(whole.constData(), 0755) == 0) {
            m_folders.append(made);
            // Nothing is archived in a folder that a group may write to, which the umask may have made it.
            if (::chmod(whole.constData(), 0755) != 0)
                noteError(whole);
        } else if (errno != EEXIST)
            noteError(whole);
    }
}

void DemoFolder::file(const BytePath &path, const QByteArray &contents, const QDateTime &modified)
{
    write(path, contents, 0644, modified);
}

void DemoFolder::program(const BytePath &path, const QByteArray &contents)
{
    write(path, contents, 0755, {});
}

void DemoFolder::write(const BytePath &path, const QByteArray &contents, int mode, const QDateTime &modified)
{
    folder(path.left(std::max(qsizetype(0), path.lastIndexOf('/'))));
    if (m_error)
        return;
    const BytePath whole = m_top + '/' + path;
    const int fd = ::open(whole.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    if (fd < 0) {
        noteError(whole);
        return;
    }
    qsizetype sent = 0;
    while (sent < contents.size()) {
        const ssize_t n = ::write(fd, contents.constData() + sent, size_t(contents.size() - sent));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            noteError(whole);
            break;
        }
        sent += n;
    }
    if (::close(fd) != 0)
        noteError(whole);
    touch(path, modified.isValid() ? modified : m_moment);
}

void DemoFolder::link(const BytePath &path, const BytePath &target)
{
    folder(path.left(std::max(qsizetype(0), path.lastIndexOf('/'))));
    if (m_error)
        return;
    const BytePath whole = m_top + '/' + path;
    if (::symlink(target.constData(), whole.constData()) != 0)
        noteError(whole);
    touch(path, m_moment);
}

void DemoFolder::touch(const BytePath &path, const QDateTime &modified)
{
    if (m_error)
        return;
    const BytePath whole = path.isEmpty() ? m_top : m_top + '/' + path;
    const timespec moment = {time_t(modified.toSecsSinceEpoch()), 0};
    const timespec times[] = {moment, moment};
    if (::utimensat(AT_FDCWD, whole.constData(), times, AT_SYMLINK_NOFOLLOW) != 0)
        noteError(whole);
}

Result<void> DemoFolder::finish()
{
    for (qsizetype i = m_folders.size(); i-- > 0;)
        touch(m_folders.at(i), m_moment);
    if (m_error)
        return fail(*m_error);
    return {};
}

} // namespace Nightkeep
