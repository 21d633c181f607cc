// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/moodlesite.h"
#include "models/settings/backupoption.h"

#include <algorithm>

namespace Nightkeep {

/// What stands there once that change is taken back: a row that it added stays.
inline QString configTakenBack(const ConfigChange &change)
{
    const BackupOption *option = findBackupOption(change.name);
    return change.seen.value_or(option ? option->whenMissing : QString());
}

/// Whether what is said of these changes is what is there, and nothing is passed over. Empty: it is.
inline QString configUntruth(const Result<QList<ConfigOutcome>> &said, const QList<ConfigChange> &changes,
                             const QHash<QString, QString> &before, const QHash<QString, QString> &there,
                             bool mayBeUnknown)
{
    using Kind = ConfigOutcome::Kind;
    if (!said) {
        if (said.error().kind != ErrorKind::Unreachable)
            return QStringLiteral("kind %1: %2").arg(nameOf(said.error().kind), said.error().detail);
        return there == before ? QString() : QStringLiteral("an error, yet something was written");
    }
    if (said->size() != changes.size())
        return QStringLiteral("%1 outcomes").arg(said->size());
    bool allWritten = true;
    bool isExplained = false;
    for (qsizetype i = 0; i < changes.size(); ++i) {
        const ConfigOutcome &outcome = said->at(i);
        const QString &name = changes.at(i).name;
        const auto row = there.constFind(name);
        const std::optional<QString> value = row == there.constEnd() ? std::nullopt : std::optional(*row);
        const QString word = QStringLiteral("%1 said to be %2").arg(name, nameOf(outcome.kind));
        allWritten = allWritten && outcome.kind == Kind::Written;
        isExplained = isExplained || (outcome.error && !outcome.error->message.isEmpty());
        if (outcome.change != changes.at(i))
            return QStringLiteral("another change in the place of %1").arg(name);
        const bool isTrue = outcome.kind == Kind::Written ? value == outcome.change.wanted
            : outcome.kind == Kind::TakenBack             ? value == configTakenBack(outcome.change)
            : outcome.kind == Kind::NotTried              ? value == outcome.change.seen
            : outcome.kind == Kind::Unknown               ? mayBeUnknown
                                                          : false; // nobody else was there
        if (!isTrue)
            return word;
        if (outcome.kind != Kind::Unknown && outcome.found && outcome.found != value)
            return word + QStringLiteral(", with another value");
    }
    return allWritten || isExplained ? QString() : QStringLiteral("not all is written, and nobody is told why");
}

} // namespace Nightkeep
