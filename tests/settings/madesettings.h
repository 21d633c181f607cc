// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/settingsview.h"
#include "tests/courses/madecourses.h"

namespace Nightkeep::MadeSettings {

// Of the site of MadeCourses: a run every Sunday at three o'clock, one backup of each course kept in its own place.

inline QString optionName(MoodleEdition edition, const QString &name)
{
    return (edition == MoodleEdition::Later ? QStringLiteral("backup_auto_") : QStringLiteral("backup_sche_")) + name;
}

/// By the names behind "backup_sche_" or "backup_auto_". A null value takes the row away.
inline SettingsSnapshot snapshot(MoodleEdition edition, const QHash<QString, QString> &others = {})
{
    const bool isLater = edition == MoodleEdition::Later;
    QHash<QString, QString> values {
        {QStringLiteral("active"), QStringLiteral("1")},
        {QStringLiteral("weekdays"), QStringLiteral("1000000")},
        {QStringLiteral("hour"), QStringLiteral("3")},
        {QStringLiteral("minute"), QStringLiteral("0")},
        {QStringLiteral("destination"), QStringLiteral("")},
        {isLater ? QStringLiteral("max_kept") : QStringLiteral("keep"), QStringLiteral("1")}};
    if (isLater)
        values.insert(QStringLiteral("files"), QStringLiteral("1"));
    values.insert(others);
    SettingsSnapshot made;
    made.readAt = MadeCourses::now().addSecs(-600);
    made.config.edition = edition;
    made.config.version = isLater ? QStringLiteral("2023100900") : QStringLiteral("2007101520");
    made.config.door = isLater ? ConfigDoor::Cli : ConfigDoor::Database;
    made.config.scheduleZone = QStringLiteral("UTC");
    for (auto value = values.cbegin(); value != values.cend(); ++value) {
        if (!value->isNull())
            made.config.values.insert(optionName(edition, value.key()), *value);
    }
    return made;
}

inline SettingsView view(MoodleEdition edition, const QHash<QString, QString> &others = {},
                         const QHash<QString, AgreedSetting> &agreed = {})
{
    return makeSettingsView(MadeCourses::site(), snapshot(edition, others), agreed);
}

} // namespace Nightkeep::MadeSettings
