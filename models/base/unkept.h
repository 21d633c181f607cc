// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QMutex>
#include <QMutexLocker>

#include <optional>

namespace Nightkeep {

/// What is told of an answer that the workspace did not take.
[[nodiscard]] Error notKept(Error problem);

/// An answer of the outside world, and why the workspace did not take it.
template<typename T> struct Asked
{
    T answer;
    std::optional<Error> notKept = {};
};

/// What the outside world has said while the workspace is read-only, by the name of what it is about: it is shown
/// as long as the program runs. A workspace that is only full or busy has to be asked for again. Thread-safe.
template<typename T> class Unkept
{
public:
    /// Once it was tried to store an answer. Gives what is to be told where it was not stored.
    [[nodiscard]] std::optional<Error> settle(const QString &name, const T &answer, const Result<void> &stored)
    {
        const QMutexLocker lock(&m_mutex);
        if (stored) {
            m_answers.remove(name);
            return std::nullopt;
        }
        if (stored.error().kind == ErrorKind::ReadOnly)
            m_answers.insert(name, answer);
        return notKept(stored.error());
    }
    [[nodiscard]] std::optional<T> find(const QString &name) const
    {
        const QMutexLocker lock(&m_mutex);
        const auto found = m_answers.constFind(name);
        return found == m_answers.constEnd() ? std::nullopt : std::optional<T>(*found);
    }
    /// What is shown of it beside what is stored: the later of the two by the time `at`, as somebody who may write the
    /// workspace can have asked since.
    [[nodiscard]] std::optional<T> latest(const QString &name, const std::optional<T> &stored, QDateTime T::*at) const
    {
        const std::optional<T> held = find(name);
        return held && !(stored && (*stored).*at > (*held).*at) ? held : stored;
    }
    [[nodiscard]] QList<T> all() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_answers.values();
    }

private:
    mutable QMutex m_mutex;
    QHash<QString, T> m_answers;
};

} // namespace Nightkeep
