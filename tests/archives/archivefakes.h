// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveservice.h"
#include "tests/support/faultystores.h"
#include "tests/support/madeframe.h"

#include <QTimeZone>

namespace Nightkeep {

/// A Moodle that knows `courses`, or does not answer.
class MemoryMoodles final : public MoodleSites
{
public:
    std::optional<QList<Course>> courses;
    Result<QHash<QString, QString>> config = QHash<QString, QString>();
    MoodleFacts facts;
    MoodleCourses states;
    Result<std::unique_ptr<MoodleSite>> open(const Site &, const CancelToken &) override
    {
        if (!courses)
            return fail(ErrorKind::Unreachable, QStringLiteral("The database does not answer."));
        return std::make_unique<Connection>(*courses, config, facts, states);
    }
    Result<DestinationFacts> destination(const Site &, const BytePath &, const CancelToken &) override
    {
        return DestinationFacts();
    }

private:
    class Connection final : public MoodleSite
    {
    public:
        Connection(QList<Course> courses, Result<QHash<QString, QString>> config, MoodleFacts facts,
                   MoodleCourses states)
            : m_courses(std::move(courses))
            , m_config(std::move(config))
            , m_facts(std::move(facts))
            , m_states(std::move(states))
        {
        }
        Result<MoodleConfig> backupConfig() override
        {
            return m_config.map([this](const QHash<QString, QString> &values) {
                MoodleConfig config;
                if (m_facts.edition == MoodleEdition::Later)
                    config.edition = MoodleEdition::Later;
                config.values = values;
                return config;
            });
        }
        Result<SiteRights> rights(const Site & /*site*/) override { return SiteRights(); }
        Result<QList<ConfigOutcome>> compareAndSet(const QList<ConfigChange> &) override
        {
            return QList<ConfigOutcome>();
        }
        Result<bool> hasTransactions() override { return false; }
        QStringList statementsFor(const QList<ConfigChange> &) const override { return {}; }
        Result<QList<Course>> courses() override { return m_courses; }
        Result<MoodleVersion> version() override { return MoodleVersion(); }
        Result<MoodleFacts> facts() override { return m_facts; }
        Result<MoodleCourses> courseStates(const MoodleFacts &) override { return m_states; }
        Result<CourseLog> courseLog(const MoodleFacts &, qint64) override { return CourseLog(); }

    private:
        QList<Course> m_courses;
        Result<QHash<QString, QString>> m_config;
        MoodleFacts m_facts;
        MoodleCourses m_states;
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
        Result<void> runInto(RemoteProgram program, const QByteArray &input, const OutputSink &sink,
                             const CancelToken &cancel, const RemoteLimits &limits) override
        {
            return run(program, input, cancel, limits).and_then(sink);
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

} // namespace Nightkeep
