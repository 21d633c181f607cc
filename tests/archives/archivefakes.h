// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveservice.h"

#include <QMutex>
#include <QTimeZone>

#include <algorithm>

namespace Nightkeep {

class MemoryArchives final : public ArchiveStore
{
public:
    Result<QList<ArchiveRecord>> archiveRuns() const override
    {
        const QMutexLocker lock(&m_mutex);
        QList<ArchiveRecord> sorted = m_records;
        std::sort(sorted.begin(), sorted.end(),
                  [](const ArchiveRecord &a, const ArchiveRecord &b) { return a.run.startedAt > b.run.startedAt; });
        return sorted;
    }
    QList<int> failing; ///< numbers of the writings that fail, from 1
    Result<void> saveArchiveRun(const ArchiveRecord &record) override
    {
        const QMutexLocker lock(&m_mutex);
        if (failing.contains(++m_writings))
            return fail(ErrorKind::Busy, QStringLiteral("The workspace is busy."));
        for (ArchiveRecord &old : m_records) {
            if (old.run.id == record.run.id) {
                old = record;
                return {};
            }
        }
        m_records.append(record);
        return {};
    }
    Result<void> removeArchiveRun(const QString &id) override
    {
        const QMutexLocker lock(&m_mutex);
        if (failing.contains(++m_writings))
            return fail(ErrorKind::Busy, QStringLiteral("The workspace is busy."));
        m_records.removeIf([&id](const ArchiveRecord &record) { return record.run.id == id; });
        return {};
    }

private:
    mutable QMutex m_mutex;
    int m_writings = 0;
    QList<ArchiveRecord> m_records;
};

class MemorySites final : public SiteStore
{
public:
    QList<Site> all;
    Result<QList<Site>> sites() const override { return all; }
    Result<void> replaceSite(const Site &, const Site &) override { return {}; }
};

class MemoryServers final : public ServerStore
{
public:
    QList<Server> all;
    Result<QList<Server>> servers() const override { return all; }
    Result<QList<ServerRecord>> records() const override
    {
        QList<ServerRecord> records;
        for (const Server &server : all)
            records.append({server, {}, {}});
        return records;
    }
    Result<void> replaceServer(const Server &, const Server &) override { return {}; }
    Result<void> replaceServers(const QList<QPair<Server, Server>> &) override { return {}; }
    Result<std::optional<ServerSnapshot>> latestSnapshot(const QString &) const override
    {
        return std::optional<ServerSnapshot>();
    }
    Result<void> saveSnapshot(const QString &, const ServerSnapshot &) override { return {}; }
    Result<std::optional<Error>> latestFailure(const QString &) const override { return std::optional<Error>(); }
    Result<void> saveFailure(const QString &, const Error &, const QDateTime &) override { return {}; }
};

class MemoryAudit final : public AuditLog
{
public:
    QString refusedPhase; ///< "before" or "after"
    Result<qint64> append(AuditEntry entry) override
    {
        const QMutexLocker lock(&m_mutex);
        if (entry.phase == refusedPhase)
            return fail(ErrorKind::ReadOnly, QStringLiteral("The workspace cannot be written."));
        entry.id = m_entries.size() + 1;
        entry.who = who();
        m_entries.append(entry);
        return entry.id;
    }
    QString who() const override { return QStringLiteral("rfg@workspace"); }
    Result<QList<AuditEntry>> entries(const QString &actPrefix) const override
    {
        const QMutexLocker lock(&m_mutex);
        QList<AuditEntry> found;
        std::copy_if(m_entries.cbegin(), m_entries.cend(), std::back_inserter(found),
                     [&actPrefix](const AuditEntry &entry) { return entry.act.startsWith(actPrefix); });
        return found;
    }
    Result<void> verifyChain() const override { return {}; }

private:
    mutable QMutex m_mutex;
    QList<AuditEntry> m_entries;
};

/// A Moodle that knows `courses`, or does not answer.
class MemoryMoodles final : public MoodleSites
{
public:
    std::optional<QList<Course>> courses;
    Result<std::unique_ptr<MoodleSite>> open(const Site &, const CancelToken &) override
    {
        if (!courses)
            return fail(ErrorKind::Unreachable, QStringLiteral("The database does not answer."));
        return std::make_unique<Connection>(*courses);
    }

private:
    class Connection final : public MoodleSite
    {
    public:
        explicit Connection(QList<Course> courses)
            : m_courses(std::move(courses))
        {
        }
        Result<QHash<QString, QString>> backupConfig() override { return QHash<QString, QString>(); }
        Result<QList<ConfigOutcome>> compareAndSet(const QList<ConfigChange> &) override
        {
            return QList<ConfigOutcome>();
        }
        Result<bool> hasTransactions() override { return false; }
        QStringList statementsFor(const QList<ConfigChange> &) const override { return {}; }
        Result<QList<Course>> courses() override { return m_courses; }

    private:
        QList<Course> m_courses;
    };
};

/// A server whose answers come from a function.
class ScriptedHosts final : public RemoteHosts
{
public:
    using Answer = std::function<Result<QByteArray>(RemoteProgram, const QByteArray &)>;
    Answer answer;
    QList<RemoteProgram> asked;
    QList<Attendance> attended;

    Result<std::unique_ptr<RemoteHost>> open(const Server &, Attendance attendance) override
    {
        attended.append(attendance);
        return std::make_unique<Host>(*this);
    }

private:
    class Host final : public RemoteHost
    {
    public:
        explicit Host(ScriptedHosts &hosts)
            : m_hosts(hosts)
        {
        }
        Result<QByteArray> run(RemoteProgram program, const QByteArray &input, const CancelToken &,
                               const RemoteLimits &) override
        {
            m_hosts.asked.append(program);
            return m_hosts.answer(program, input);
        }
        Result<std::unique_ptr<SocketForward>> forwardSocket(const QString &, const CancelToken &) override
        {
            return fail(ErrorKind::Internal, QStringLiteral("not asked for"));
        }
        QList<ConnectionCheck> checkConnection(const CancelToken &) override { return {}; }
        Result<OfferedHostKey> offeredHostKey(const CancelToken &) override
        {
            return fail(ErrorKind::NotFound, QStringLiteral("none"));
        }
        Result<void> trustHostKey(const OfferedHostKey &, const CancelToken &) override { return {}; }

    private:
        ScriptedHosts &m_hosts;
    };
};

/// Whether the bytes hold a list: members as the skeleton's first block says, one path a line.
class LineLister final : public TarLister
{
public:
    Result<QList<ArchiveMember>> list(const TarSkeleton &tar) const override
    {
        QList<ArchiveMember> members;
        for (const auto &[offset, block] : tar.blocks) {
            const QByteArrayList parts = block.trimmed().split(' ');
            members.append({parts.value(0), parts.value(1).toLongLong(),
                            QDateTime::fromSecsSinceEpoch(parts.value(2).toLongLong(), QTimeZone::utc()),
                            ArchiveMember::Check::Matches});
        }
        return members;
    }
};

inline QByteArray frameOf(const QByteArray &program, const QList<FrameRecord> &records)
{
    QByteArrayList fields {"NIGHTKEEP/1", program};
    for (const FrameRecord &record : records) {
        fields << "R" << record.type << QByteArray::number(record.fields.size());
        fields += record.fields;
    }
    const qsizetype count = fields.size();
    fields << "END" << QByteArray::number(count);
    return fields.join('\0') + '\0';
}

} // namespace Nightkeep
