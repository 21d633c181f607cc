// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/archive/copyfiles.h"
#include "app/ssh/sshhosts.h"
#include "app/store/workspacestore.h"
#include "models/courses/courseservice.h"
#include "tests/support/fakeoutside.h"
#include "tests/support/sshfixture.h"

#include <QTemporaryDir>

#include <memory>

namespace Nightkeep {

/// A loopback server with five small zips of each of 20,000 courses (NIGHTKEEP_BENCH_COURSES: another number, for a
/// first look), in course folders as Moodle 1.9 has them, and a live ssh to it for the peers. Moodle's database is one
/// in memory: what reading it costs is measured elsewhere.
class InventoryLab
{
public:
    static constexpr int CopiesEach = 5;

    ~InventoryLab();
    /// False, with a line on standard error, if something is missing.
    [[nodiscard]] bool start();

    [[nodiscard]] int courses() const { return m_courses; }
    [[nodiscard]] qsizetype files() const { return qsizetype(m_courses) * CopiesEach; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] Site site() const;
    [[nodiscard]] Server server() const { return m_sshd.server(m_serverName); }
    [[nodiscard]] MoodleFacts facts() const;
    [[nodiscard]] QList<CourseState> courseStates() const;
    /// Each with a login of its own, and with none at first.
    [[nodiscard]] std::unique_ptr<SshHosts> hosts();

    /// A command on the server by ssh itself, its output thrown away: over the live login, or with one of its own.
    [[nodiscard]] bool ssh(const QString &command) const;
    [[nodiscard]] bool coldSsh(const QString &command) const;
    [[nodiscard]] QString find() const; ///< the plainest list of all files
    [[nodiscard]] QString ls() const; ///< as administrators sum them up

private:
    [[nodiscard]] bool fill() const;
    [[nodiscard]] bool login();
    [[nodiscard]] QString socket() const { return m_folder.filePath(QStringLiteral("master")); }

    const QString m_serverName = QStringLiteral("bench");
    QTemporaryDir m_folder {QStringLiteral("/tmp/nki-XXXXXX")}; // short: there is a socket in it
    SshFixture m_sshd;
    QString m_config;
    QString m_knownHosts;
    int m_courses = 0;
};

/// A new workspace with the lab's site, whose saving is counted.
class InventoryWorkspace final : public CourseStore
{
public:
    InventoryWorkspace(const InventoryLab &lab, RemoteHosts &hosts);

    [[nodiscard]] bool isReady() const { return m_service != nullptr; }
    /// Lists, stores and joins, and looks into no file. False where not all courses have their copies then.
    [[nodiscard]] bool list();
    /// As the window does it.
    [[nodiscard]] bool refresh();
    [[nodiscard]] qint64 rowsWritten() const { return m_rows; } ///< by the last of these, beside the head

private:
    Result<std::optional<CourseReadingHead>> courseReadingHead(const QString &site) const override;
    Result<std::optional<CourseReading>> courseReading(const QString &site) const override;
    Result<qint64> saveCourseReading(const QString &site, const CourseReading &reading,
                                     const std::optional<UsagePoint> &usage, const CourseReading *known) override;
    Result<QList<UsagePoint>> usagePoints(const QString &site) const override;
    Result<void> saveUsagePoints(const QString &site, const QList<UsagePoint> &points) override;
    Result<std::optional<CourseLog>> courseLog(const QString &site, qint64 course) const override;
    Result<void> saveCourseLog(const QString &site, const CourseLog &log) override;
    [[nodiscard]] bool isWhole(const SiteBackups &backups) const;

    const InventoryLab &m_lab;
    RemoteHosts &m_hosts;
    QTemporaryDir m_folder;
    std::unique_ptr<WorkspaceStore> m_store;
    FakeMoodleSites m_moodles;
    CopyFiles m_copies;
    std::unique_ptr<CourseService> m_service;
    qint64 m_rows = -1;
};

} // namespace Nightkeep
