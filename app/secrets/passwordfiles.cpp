// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/passwordfiles.h"

#include "app/apptr.h"
#include "app/secrets/privatememory.h"

#include <QFile>
#include <QScopeGuard>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Nightkeep {

namespace {

constexpr qsizetype LongestLine = 4096;
constexpr qsizetype LongestFile = 64 * 1024;

Result<QString> asText(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    if (text.isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("There is no password."));
    if (text.contains(QChar::ReplacementCharacter) || text.contains(QChar::Null))
        return fail(ErrorKind::BadInput, AppTr::tr("The password is not UTF-8 text."));
    return text;
}

/// Up to the end of a line, byte by byte: what follows is not ours.
Result<QByteArray> firstLine(int descriptor)
{
    QByteArray line;
    line.reserve(LongestLine + 1); // else pieces of it would stay behind where it grew
    char byte = 0;
    while (line.size() <= LongestLine) {
        const ssize_t got = ::read(descriptor, &byte, 1);
        if (got < 0 && errno == EINTR)
            return fail(ErrorKind::Cancelled, AppTr::tr("Stopped."));
        if (got < 0)
            return fail(ErrorKind::NotFound, AppTr::tr("It cannot be read: %1").arg(qt_error_string(errno)));
        if (got == 0 || byte == '\n') {
            line.chop(line.endsWith('\r') ? 1 : 0);
            return line;
        }
        line.append(byte);
    }
    return fail(ErrorKind::BadInput, AppTr::tr("Its first line is longer than a password may be."));
}

/// Opens a file that nobody else can read or write. A pipe, as a shell's <(...) makes one, is good too.
Result<int> openPrivate(const QString &fileName)
{
    const int descriptor = ::open(QFile::encodeName(fileName).constData(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0)
        return fail(errno == ENOENT ? ErrorKind::NotFound : ErrorKind::PermissionDenied,
                    AppTr::tr("It cannot be read: %1").arg(qt_error_string(errno)));
    auto closer = qScopeGuard([descriptor] { ::close(descriptor); });
    struct stat about = {};
    if (::fstat(descriptor, &about) != 0 || S_ISDIR(about.st_mode))
        return fail(ErrorKind::BadInput, AppTr::tr("It is no file."));
    if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return fail(ErrorKind::PermissionDenied, AppTr::tr("Others than its owner may read or write it."),
                    AppTr::tr("Take that right away: chmod 600"));
    if (about.st_uid != ::geteuid() && about.st_uid != 0)
        return fail(ErrorKind::PermissionDenied, AppTr::tr("It belongs to somebody else."));
    closer.dismiss();
    return descriptor;
}

bool isGroupOfClients(const QByteArray &name)
{
    static const QByteArrayList groups {"client", "client-server", "client-mariadb", "mysql", "mariadb-client"};
    return groups.contains(name);
}

/// Without a comment that begins outside of quotes.
QByteArray withoutComment(const QByteArray &line)
{
    char quote = 0;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const char c = line.at(i);
        if (c == '\\' && quote)
            ++i;
        else if (quote ? c == quote : c == '\'' || c == '"')
            quote = quote ? 0 : c;
        else if (c == '#' && !quote)
            return line.left(i);
    }
    return line;
}

QByteArray unescaped(QByteArray value)
{
    if (value.size() > 1 && (value.startsWith('"') || value.startsWith('\'')) && value.endsWith(value.at(0)))
        value = value.mid(1, value.size() - 2);
    static const QByteArray letters = "btnrs\\\"'";
    static const QByteArray meanings = "\b\t\n\r \\\"'";
    QByteArray plain;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const qsizetype known = value.at(i) == '\\' && i + 1 < value.size() ? letters.indexOf(value.at(i + 1)) : -1;
        plain += known < 0 ? value.at(i) : meanings.at(known);
        i += known < 0 ? 0 : 1;
    }
    return plain;
}

} // namespace

Result<QString> passwordFromDescriptor(int descriptor)
{
    Result<QByteArray> line = firstLine(descriptor);
    if (!line)
        return fail(line.error());
    const WipedAtEnd wiped(*line);
    return asText(*line);
}

Result<QString> passwordFromFile(const QString &fileName)
{
    const Result<int> descriptor = openPrivate(fileName);
    if (!descriptor)
        return fail(descriptor.error());
    const auto closer = qScopeGuard([&descriptor] { ::close(*descriptor); });
    return passwordFromDescriptor(*descriptor);
}

Result<ClientOptions> clientOptionsFromFile(const QString &fileName)
{
    const Result<int> descriptor = openPrivate(fileName);
    if (!descriptor)
        return fail(descriptor.error());
    QFile file;
    if (!file.open(*descriptor, QIODevice::ReadOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle))
        return fail(ErrorKind::PermissionDenied, AppTr::tr("It cannot be read: %1").arg(file.errorString()));
    QByteArray text = file.read(LongestFile + 1);
    const WipedAtEnd wiped(text);
    if (text.size() > LongestFile)
        return fail(ErrorKind::BadInput, AppTr::tr("It is too long for an option file."));
    return parseClientOptions(text);
}

Result<ClientOptions> parseClientOptions(const QByteArray &text)
{
    QByteArray user;
    QByteArray password;
    const WipedAtEnd wiped(password);
    bool ours = false;
    bool includes = false;
    const QByteArrayList lines = text.split('\n');
    for (const QByteArray &whole : lines) {
        const QByteArray line = whole.trimmed();
        if (line.startsWith('!')) {
            includes = true;
        } else if (line.startsWith('[')) {
            ours = isGroupOfClients(line.mid(1, line.indexOf(']') - 1).trimmed());
        } else if (ours && !line.startsWith('#') && !line.startsWith(';')) {
            const QByteArray said = withoutComment(line);
            const qsizetype at = said.indexOf('=');
            const QByteArray name = said.left(at).trimmed();
            const QByteArray value = at < 0 ? QByteArray() : unescaped(said.mid(at + 1).trimmed());
            if (name == "user")
                user = value;
            else if (name == "password")
                password = value;
        }
    }
    const Result<QString> found = asText(password);
    if (found)
        return ClientOptions {QString::fromUtf8(user), *found};
    if (password.isEmpty())
        return fail(ErrorKind::BadInput,
                    includes ? AppTr::tr("It names no password of a client itself, and the files that it includes are "
                                         "not followed.")
                             : AppTr::tr("It names no password in [client] or [mysql]."));
    return fail(found.error());
}

} // namespace Nightkeep
