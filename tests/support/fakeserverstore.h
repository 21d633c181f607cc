// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/coverage/serverstore.h"

#include <QHash>
#include <QMutex>

/// A workspace in memory that keeps the port's promises and can be told to fail. Thread-safe.
class FakeServerStore final : public Nightkeep::ServerStore
{
public:
    QList<Nightkeep::Server> workspace;
    QHash<QString, Nightkeep::ServerSnapshot> snapshots;
    QHash<QString, Nightkeep::Error> failures;
    std::optional<Nightkeep::Error> broken; ///< what every write answers
    std::optional<Nightkeep::Error> unreadable; ///< what every read answers
    QStringList *journal = nullptr; ///< gets a line per write that was done

    [[nodiscard]] Nightkeep::Result<QList<Nightkeep::Server>> servers() const override
    {
        if (unreadable)
            return Nightkeep::fail(*unreadable);
        return workspace;
    }

    [[nodiscard]] Nightkeep::Result<QList<Nightkeep::ServerRecord>> records() const override
    {
        if (unreadable)
            return Nightkeep::fail(*unreadable);
        QList<Nightkeep::ServerRecord> all;
        for (const Nightkeep::Server &server : workspace) {
            Nightkeep::ServerRecord record {server, {}, {}};
            if (snapshots.contains(server.name))
                record.snapshot = snapshots.value(server.name);
            if (failures.contains(server.name))
                record.failure = failures.value(server.name);
            all.append(record);
        }
        return all;
    }

    [[nodiscard]] Nightkeep::Result<void> replaceServer(const Nightkeep::Server &before,
                                                        const Nightkeep::Server &after) override
    {
        return replaceServers({{before, after}});
    }

    [[nodiscard]] Nightkeep::Result<void>
    replaceServers(const QList<QPair<Nightkeep::Server, Nightkeep::Server>> &beforeAfter) override
    {
        if (broken)
            return Nightkeep::fail(*broken);
        QList<Nightkeep::Server> changed = workspace;
        for (const auto &[before, after] : beforeAfter) {
            const qsizetype place = changed.indexOf(before);
            if (!before.name.isEmpty() && place < 0)
                return Nightkeep::fail(Nightkeep::ErrorKind::Conflict, QStringLiteral("changed meanwhile"));
            if (before.name.isEmpty())
                changed.append(after);
            else if (after.name.isEmpty())
                changed.removeAt(place);
            else
                changed[place] = after;
        }
        workspace = changed;
        note(QStringLiteral("stored"));
        return {};
    }

    [[nodiscard]] Nightkeep::Result<std::optional<Nightkeep::ServerSnapshot>>
    latestSnapshot(const QString &server) const override
    {
        const QMutexLocker locker(&m_mutex);
        if (unreadable)
            return Nightkeep::fail(*unreadable);
        return snapshots.contains(server) ? std::optional(snapshots.value(server)) : std::nullopt;
    }

    [[nodiscard]] Nightkeep::Result<void> saveSnapshot(const QString &server,
                                                       const Nightkeep::ServerSnapshot &snapshot) override
    {
        const QMutexLocker locker(&m_mutex);
        if (broken)
            return Nightkeep::fail(*broken);
        snapshots.insert(server, snapshot);
        failures.remove(server);
        return {};
    }

    [[nodiscard]] Nightkeep::Result<std::optional<Nightkeep::Error>> latestFailure(const QString &server) const override
    {
        const QMutexLocker locker(&m_mutex);
        return failures.contains(server) ? std::optional(failures.value(server)) : std::nullopt;
    }

    [[nodiscard]] Nightkeep::Result<void> saveFailure(const QString &server, const Nightkeep::Error &error,
                                                      const QDateTime &) override
    {
        const QMutexLocker locker(&m_mutex);
        if (broken)
            return Nightkeep::fail(*broken);
        failures.insert(server, error);
        return {};
    }

private:
    void note(const QString &line) const
    {
        if (journal)
            journal->append(line);
    }

    mutable QMutex m_mutex;
};
