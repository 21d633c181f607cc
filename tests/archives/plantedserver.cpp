// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/archives/plantedserver.h"

#include "app/process/remoteprograms.h"
#include "models/archives/archiveanswers.h"
#include "tests/archives/archiveworld.h"

#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QtTest>

#include <algorithm>

#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace Nightkeep {

bool isRoot()
{
    return ::geteuid() == 0;
}

QByteArray toldAnother(QByteArray text)
{
    return isRoot() ? text : text.replace("nk_uid=$nk_user\n", "nk_uid=12345\n");
}

QByteArray textFor(RemoteProgram program)
{
    return remoteProgramText(program).value_or(QByteArray());
}

Said runShell(const QByteArray &text, const QByteArray &input, const QStringList &arguments, int seconds)
{
    QProcess process;
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(QStringLiteral("/bin/sh"),
                  QStringList {QStringLiteral("-c"), QString::fromLatin1(text), QStringLiteral("nightkeep")}
                      + arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(seconds * 1000);
    if (!ended) {
        process.kill();
        process.waitForFinished(60000);
    }
    return {process.readAllStandardOutput(), !ended};
}

QByteArray everythingBelow(const QByteArray &folder)
{
    QByteArrayList all;
    QDirIterator each(QFile::decodeName(folder), QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                      QDirIterator::Subdirectories);
    while (each.hasNext()) {
        const QString path = each.next();
        struct stat info = {};
        ::lstat(QFile::encodeName(path).constData(), &info);
        all.append(QFile::encodeName(path) + ' ' + QByteArray::number(qint64(info.st_uid)) + ' '
                   + QByteArray::number(qint64(info.st_mode)) + ' ' + QByteArray::number(qint64(info.st_mtime)) + ' '
                   + (S_ISREG(info.st_mode) ? readBytes(path) : QByteArray()));
    }
    std::sort(all.begin(), all.end());
    return all.join('\n');
}

void writeAt(const QByteArray &path, const QByteArray &bytes)
{
    ::unlink(path.constData());
    writeBytes(QFile::decodeName(path), bytes);
}

QByteArray ownerNaming(const QByteArray &pid)
{
    const QByteArray born = readBytes(QStringLiteral("/proc/%1/stat").arg(QString::fromLatin1(pid)))
                                .split(')')
                                .last()
                                .trimmed()
                                .split(' ')
                                .value(19);
    const QByteArray space = QFile::symLinkTarget(QStringLiteral("/proc/self/ns/pid")).section(u'/', -1).toLatin1();
    return inputFields({"r1", "me", readBytes(QStringLiteral("/proc/sys/kernel/hostname")).trimmed(), space,
                        readBytes(QStringLiteral("/proc/sys/kernel/random/boot_id")).trimmed(), pid, born, "1"});
}

bool giveByDefault(const QByteArray &folder)
{
    QByteArray list;
    const auto put = [&list](quint32 number, int bytes) {
        for (int i = 0; i < bytes; ++i)
            list.append(char(number >> (8 * i)));
    };
    struct Entry
    {
        quint32 kind;
        quint32 rights;
        quint32 user;
    };
    constexpr quint32 nobody = 0xffffffff;
    put(2, 4); // the version of the kernel's own form
    for (const Entry &entry : {Entry {1, 7, nobody}, Entry {2, 7, otherUser}, Entry {4, 5, nobody},
                               Entry {16, 7, nobody}, Entry {32, 5, nobody}}) {
        put(entry.kind, 2);
        put(entry.rights, 2);
        put(entry.user, 4);
    }
    return ::setxattr(folder.constData(), "system.posix_acl_default", list.constData(), size_t(list.size()), 0) == 0;
}

PlantedServer::PlantedServer()
{
    ::umask(022);
    ::chmod(at("").constData(), 0755); // the other user is to come in
    for (const char *folder : {"/data/1", "/archives/.nightkeep/r1", "/outside", "/.nightkeep-demo"})
        QDir().mkpath(QFile::decodeName(at(folder)));
    writeAt(at("/data/1/a.zip"), "a zip");
    writeAt(at("/outside/victim"), "untouched");
    writeAt(at("/.nightkeep-demo/mounts"), {});
    writeAt(at("/archives/r1.tar"), QByteArray(1024, '\0'));
    writeAt(run("plan"),
            inputFields({"r1", "r1", "site", "newest-per-course", "2008-01-01", "server", "/data", "/archives", "me",
                         "1", "1", "5"}));
    writeAt(run("owner"), ownerNaming("4194303"));
    writeAt(run("log"), {});
    writeAt(at("/archives/r1.tar.manifest"), inputFields({"NIGHTKEEP/1", "archive-manifest", "R", "run", "12", "r1"}));
}

QByteArray PlantedServer::input(RemoteProgram program) const
{
    switch (program) {
    case RemoteProgram::Probe:
        return inputFields({at(""), "0", "/data"});
    case RemoteProgram::Zips:
        return inputFields({"", at("/data"), at("/archives"), "since", "0", "closed"});
    case RemoteProgram::ArchiveStart:
        return inputFields({"",
                            "r2",
                            "r2",
                            "site",
                            "newest-per-course",
                            "2008-01-01",
                            "server",
                            at("/data"),
                            at("/archives"),
                            "me",
                            "1",
                            "5",
                            "1",
                            "0",
                            "",
                            "printf 'stale\\0a.zip\\0changed\\0'",
                            "1/a.zip",
                            "5",
                            "1",
                            "1",
                            "",
                            "",
                            "",
                            ""});
    case RemoteProgram::ArchiveStatus:
        return inputFields({"", at("/archives"), ""});
    case RemoteProgram::ArchiveCancel:
        return inputFields({"", at("/archives"), "r1", "me"});
    case RemoteProgram::TarHeaders:
    case RemoteProgram::ArchiveVerify:
    case RemoteProgram::ArchiveManifest:
        return inputFields({"", at("/archives"), "r1"});
    case RemoteProgram::ArchiveSign:
        return inputFields({"", at("/archives"), "r1", "a signature"});
    case RemoteProgram::ArchiveMember:
        return inputFields({"", at("/archives"), "r1", "1/a.zip", "5", "1"});
    case RemoteProgram::ArchiveExtract:
        return inputFields({"", at("/archives"), "r1", "1/a.zip", "5", "", at("/outside")});
    case RemoteProgram::ChangeRate:
        return inputFields({"", "60", "/data", at("/data")});
    case RemoteProgram::BackupPreview:
        return inputFields({at(""), "20", "100000", "/data"});
    case RemoteProgram::Backups:
        return inputFields({"", "", "through", "1", "courseFolder", at("/data"), ""});
    case RemoteProgram::BackupContents:
        return inputFields({"", "courseFolder", at("/data"), "1/a.zip", "100"});
    case RemoteProgram::Fetch: {
        struct stat info = {};
        ::stat(at("/data/1/a.zip").constData(), &info);
        return inputFields({"", at("/data"), "1/a.zip", QByteArray::number(qint64(info.st_size)),
                            QByteArray::number(qint64(info.st_mtime))});
    }
    case RemoteProgram::MoodleSettings: // there is no Moodle in what others planted
        return inputFields({"", at("/data"), "", "", "5", "read"});
    case RemoteProgram::Destination:
        return inputFields({"", at("/archives"), "", at("/data")});
    case RemoteProgram::StorageVersions:
        return inputFields({at(""), "20", "100000", "/data/*"});
    case RemoteProgram::WebRoots:
        return inputFields({at(""), "/archives", "/data/1"});
    case RemoteProgram::HandOverStart:
        return inputFields({"", at("/archives"), "r1", "me", "printf 'stale\\0a.zip\\0changed\\0'", "described",
                            "folder", "second", "", "", at("/data")});
    case RemoteProgram::HandOverStatus:
        return inputFields({"", at("/archives"), "r1"});
    case RemoteProgram::HandOverConfirm:
        return inputFields({"", at("/archives"), "r1", "me", "printf 'missing\\0\\0\\0\\0'", "described", "folder",
                            "second", "", "", at("/data"), "look", "1024", ""});
    case RemoteProgram::HandOverStop:
        return inputFields({"", at("/archives"), "r1", "second", "me"});
    case RemoteProgram::ArchiveRemove:
        return inputFields({"", at("/archives"), "r1", "1024", QByteArray(64, 'a')});
    case RemoteProgram::RestoreDrill:
        return inputFields(
            {"", at("/data"), "", "", "5", "nightkeep-drill-1", "1/a.zip", at("/archives"), "r1", "5", ""});
    }
    return {};
}

void PlantedServer::putInPlace(const QByteArray &what, const QByteArray &path) const
{
    ::unlink(path.constData());
    if (what == "folder")
        ::mkdir(path.constData(), 0755);
    else if (what == "link")
        std::ignore = ::symlink(at("/outside/victim").constData(), path.constData());
    else if (what == "pipe")
        ::mkfifo(path.constData(), 0666);
    else if (what == "device" && ::mknod(path.constData(), S_IFCHR | 0666, makedev(1, 5)) != 0)
        std::ignore = ::symlink("/dev/zero", path.constData());
    if (isRoot())
        std::ignore = ::lchown(path.constData(), otherUser, otherUser);
}

void PlantedServer::plant(const QByteArray &what, const QByteArray &bystander) const
{
    const QByteArray r1 = at("/archives/.nightkeep/r1");
    if (what == "folder") {
        QVERIFY(!isRoot() || ::lchown(r1.constData(), otherUser, otherUser) == 0);
    } else if (what == "link") {
        QCOMPARE(::rename(r1.constData(), at("/outside/r1").constData()), 0);
        QCOMPARE(::symlink(at("/outside/r1").constData(), r1.constData()), 0);
    } else if (what == "open") {
        QCOMPARE(::chmod(at("/archives").constData(), 0777), 0);
        QCOMPARE(::chmod(at("/data").constData(), 0777), 0);
    } else if (what == "owner") {
        writeAt(run("owner"), ownerNaming(bystander));
        QCOMPARE(isRoot() ? ::chown(run("owner").constData(), otherUser, otherUser)
                          : ::chmod(run("owner").constData(), 0666),
                 0);
    } else {
        putInPlace(what, run("owner"));
    }
    if (what == "open" || what == "owner")
        return;
    for (const char *path : {"/data/1/x.zip", "/.nightkeep-demo/mounts", "/.nightkeep-demo/dsmc-preview"})
        putInPlace(what, at(path));
}

} // namespace Nightkeep
