// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/archive/karchivelister.h"
#include "app/process/localshellhost.h"
#include "tests/archives/archivefakes.h"

#include <QFile>
#include <QTemporaryDir>

namespace Nightkeep {

class LocalHosts final : public RemoteHosts
{
public:
    Result<std::unique_ptr<RemoteHost>> open(const Server &server, Attendance) override
    {
        return std::make_unique<LocalShellHost>(server);
    }
};

/// A server as a folder with real zips, reached by the real programs, and a workspace over it.
class ArchiveWorld
{
public:
    /// `folder`: where the server's root lies; a temporary one where empty.
    explicit ArchiveWorld(const QString &folder = {});
    ~ArchiveWorld(); ///< removes what QTemporaryDir cannot name
    Q_DISABLE_COPY_MOVE(ArchiveWorld)

    [[nodiscard]] QString path(const QByteArray &below) const;
    [[nodiscard]] QString archiveFile(const QString &name) const;
    /// Writes a real zip (stored, a backup of the course whose folder it is in) and gives it a time.
    void addZip(const QByteArray &path, qint64 bytes, const QDateTime &modified) const;
    void addFile(const QByteArray &path, const QByteArray &contents, const QDateTime &modified) const;
    /// `count` courses with one zip each.
    void addCourses(int count, qint64 bytesEach) const;
    [[nodiscard]] std::unique_ptr<ArchiveService> newService();
    [[nodiscard]] ArchiveRequest request(const QString &name) const;
    /// Asks until the run has ended, and its job with it, with a test's patience.
    [[nodiscard]] ArchiveRecord waitForEnd(ArchiveService &service, const QString &runId) const;
    /// Plans, starts and waits; anything but a start ends the test with the reason.
    [[nodiscard]] ArchiveRecord startAndWait(ArchiveService &service, const ArchiveRequest &request) const;
    [[nodiscard]] ArchiveRecord startAndWait(ArchiveService &service, const QString &name) const;
    [[nodiscard]] ArchiveRecord start(ArchiveService &service, const ArchiveRequest &request) const;
    void changeSite(const std::function<void(Site &)> &change);
    void setFailpoint(const QByteArray &line) const; ///< empty: none
    [[nodiscard]] qint64 jobPid(const QString &runId) const;

    Site site;
    Server server;
    std::shared_ptr<TestStore> workspace = std::make_shared<TestStore>();
    FaultyArchiveStore store {workspace};
    MemoryMoodles moodles;
    FaultyAuditLog audit {workspace};
    LocalHosts hosts;
    KArchiveLister lister;

private:
    std::shared_ptr<std::atomic_int> m_ticks = std::make_shared<std::atomic_int>(0);
    QTemporaryDir m_temporary;
    QString m_root;
};

/// Moodle 1.9's moodle.xml as far as anybody here reads it; `between` stands before the course.
[[nodiscard]] QByteArray moodleXml(qint64 course, const QDateTime &made, const QByteArray &between = {});
[[nodiscard]] QByteArray zipWith(const QList<QPair<QString, QByteArray>> &members, bool deflated = false);
/// A backup of about that many bytes; below those of an empty zip it is none.
[[nodiscard]] QByteArray zipOf(qint64 bytes, const QByteArray &path, const QDateTime &made);
void writeBytes(const QString &fileName, const QByteArray &bytes);
[[nodiscard]] QByteArray readBytes(const QString &fileName);
/// Runs a program of this machine in `folder` and gives its status.
int runTool(const QString &program, const QStringList &arguments, const QString &folder = {});

/// Tools in front of this machine's own, for the programs that are started meanwhile.
class ToolsInFront
{
public:
    ToolsInFront() { qputenv("PATH", QFile::encodeName(m_folder.path()) + ':' + m_before); }
    ~ToolsInFront() { qputenv("PATH", m_before); }
    Q_DISABLE_COPY_MOVE(ToolsInFront)
    void add(const QString &name, const QByteArray &script) const
    {
        writeBytes(file(name), "#!/bin/sh\n" + script);
        QFile::setPermissions(file(name), QFile::ReadOwner | QFile::ExeOwner);
    }
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
    QByteArray m_before = qgetenv("PATH");
};

} // namespace Nightkeep
