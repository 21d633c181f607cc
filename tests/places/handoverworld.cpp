// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/places/handoverworld.h"

#include "app/process/localshellhost.h"
#include "models/archives/archiveanswers.h"
#include "tests/support/madeframe.h"
#include "tests/support/processwatch.h"

#include <QCryptographicHash>
#include <QDir>
#include <QProcess>
#include <QTest>

#include <sys/stat.h>

namespace Nightkeep {

HandOverWorld::HandOverWorld(qsizetype bytes)
{
    ::umask(022); // an archive folder that others can write is refused
    const QDir folder(m_folder.path());
    if (!folder.mkpath(QStringLiteral("archives/.nightkeep/r1")) || !folder.mkpath(QStringLiteral("second")))
        qFatal("cannot make the folders");
    for (qsizetype i = 0; i < bytes; ++i)
        m_tar.append(char(i * i / 255 + i % 251));
    const QByteArray sha = QCryptographicHash::hash(m_tar, QCryptographicHash::Sha256).toHex();
    const QByteArrayList plan {"r1",    "a",         "site", "newest-per-course", "2008-01-01", "server",
                               "/data", "/archives", "me",   "1219970000",        "1",          "5"};
    m_manifest =
        frameOf("archive-manifest", {{"run", plan}, {"tar", {QByteArray::number(m_tar.size()), sha, "1219980000"}}});
    putBytes(path("archives/.nightkeep/r1/plan"), inputFields(plan));
    putBytes(path("archives/.nightkeep/r1/log"), {});
    putBytes(path("archives/a.tar"), m_tar);
    putBytes(path("archives/a.tar.manifest"), m_manifest);
    run.id = QStringLiteral("r1");
    run.request.name = QStringLiteral("a");
    run.request.site = QStringLiteral("site");
    run.archiveFolder = "/archives";
    archive.state = ArchiveState::Complete;
    archive.sha256 = sha;
    archive.tarBytes = m_tar.size();
    server.name = QStringLiteral("moodle-a.example");
    server.connection.kind = ServerConnection::Kind::LocalFolder;
    server.connection.root = m_folder.path();
}

ArchivePlace HandOverWorld::place(PlaceKind kind) const
{
    ArchivePlace place;
    place.name = QStringLiteral("second-place");
    place.kind = kind;
    if (kind == PlaceKind::SshServer)
        place.host = QStringLiteral("nightkeep-test");
    if (kind == PlaceKind::Folder)
        place.folder = "/second";
    else if (kind == PlaceKind::SshServer)
        place.folder = QFile::encodeName(path("second"));
    return place;
}

Result<QList<FrameRecord>> HandOverWorld::asked(RemoteProgram program, const QByteArrayList &fields) const
{
    LocalShellHost host(server);
    const Result<QList<FrameRecord>> records =
        askProgram(host, program, inputFields(fields), server.name, CancelToken(), {std::chrono::minutes(10)});
    if (!records)
        return records;
    if (const Result<void> good = checkArchiveAnswer(*records, server.name); !good)
        return fail(good.error());
    return records;
}

Result<void> HandOverWorld::start(const ArchivePlace &place) const
{
    const auto records = asked(RemoteProgram::HandOverStart, handOverStartFields(run, place, QStringLiteral("rfg")));
    if (!records)
        return fail(records.error());
    const Result<QString> note = parseArchiveStarted(*records, server.name);
    return note ? Result<void>() : fail(note.error());
}

QList<HandOver> HandOverWorld::ask(const QList<HandOver> &known) const
{
    const auto records = asked(RemoteProgram::HandOverStatus, handOverStatusFields(run));
    if (!records)
        qFatal("%s", qPrintable(records.error().message + records.error().detail));
    const Result<QList<HandOver>> all = parseHandOvers(*records, run, archive, known, QDateTime::currentDateTimeUtc());
    if (!all)
        qFatal("%s", qPrintable(all.error().message + all.error().detail));
    return *all;
}

HandOver HandOverWorld::ended(const ArchivePlace &place) const
{
    HandOver found;
    const bool isOver = QTest::qWaitFor(
        [&] {
            const QList<HandOver> all = ask();
            for (const HandOver &each : all) {
                if (each.place == place.name)
                    found = each;
            }
            return !found.place.isEmpty() && found.state != HandOverState::Working && isGone(jobPid(place));
        },
        120000);
    if (!isOver)
        qFatal("the hand-over does not end: %s", qPrintable(found.log));
    return found;
}

HandOver HandOverWorld::startAndWait(const ArchivePlace &place) const
{
    if (const Result<void> started = start(place); !started)
        qFatal("%s", qPrintable(started.error().message + started.error().detail));
    return ended(place);
}

Result<HandOver> HandOverWorld::confirm(const ArchivePlace &place, const HandOver &known, bool readsAll) const
{
    const ExpectedCopy expected = expectedCopy(run, archive);
    const auto records = asked(RemoteProgram::HandOverConfirm,
                               handOverConfirmFields(run, place, QStringLiteral("rfg"), readsAll, expected));
    if (!records)
        return fail(records.error());
    return parseConfirmed(*records, known, expected, QDateTime::currentDateTimeUtc());
}

Result<bool> HandOverWorld::stop(const ArchivePlace &place) const
{
    const auto records = asked(RemoteProgram::HandOverStop, handOverStopFields(run, place.name, QStringLiteral("rfg")));
    return records ? parseHandOverStopped(*records) : fail(records.error());
}

void HandOverWorld::setFailpoint(const QByteArray &line) const
{
    putBytes(path("archives/.nightkeep/failpoint"), line + '\n');
}

qint64 HandOverWorld::jobPid(const ArchivePlace &place) const
{
    return bytesOf(path("archives/.nightkeep/r1/places/") + place.name + QStringLiteral("/owner"))
        .split('\0')
        .value(5)
        .toLongLong();
}

QStringList HandOverWorld::at(const char *folder) const
{
    return QDir(path(folder))
        .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
}

bool HandOverWorld::isUntouched() const
{
    const QStringList all {QStringLiteral(".nightkeep"), QStringLiteral("a.tar"), QStringLiteral("a.tar.manifest")};
    return at("archives") == all && bytesOf(path("archives/a.tar")) == m_tar
        && bytesOf(path("archives/a.tar.manifest")) == m_manifest;
}

bool HandOverWorld::isWhole(const char *folder) const
{
    const QDir there(path(folder));
    return at(folder) == QStringList {QStringLiteral("a.tar"), QStringLiteral("a.tar.manifest")}
    && bytesOf(there.filePath(QStringLiteral("a.tar"))) == m_tar
        && bytesOf(there.filePath(QStringLiteral("a.tar.manifest"))) == m_manifest;
}

QByteArrayList handOverPoints()
{
    QProcess job;
    job.start(QStringLiteral("sh"),
              {QStringLiteral("-c"), QString::fromLatin1(handOverJobText()), QStringLiteral("job"),
               QStringLiteral("--points")});
    job.waitForFinished(60000);
    return job.readAllStandardOutput().trimmed().split(' ');
}

void putBytes(const QString &fileName, const QByteArray &bytes)
{
    QFile file(fileName);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(fileName));
}

QByteArray bytesOf(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void FrontTools::add(const QString &name, const QByteArray &script) const
{
    putBytes(file(name), "#!/bin/sh\n" + script);
    QFile::setPermissions(file(name), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace Nightkeep
