// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/democlock.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace Nightkeep {

Clock startDemoClock(const QString &folder, const QDateTime &estateNow, const Clock &machine)
{
    constexpr qint64 longestPause = 12 * 3600;
    const QString fileName = folder + QStringLiteral("/clock-offset");
    const QDateTime now = machine();

    qint64 offset = now.secsTo(estateNow);
    QFile file(fileName);
    if (file.open(QIODevice::ReadOnly)) {
        bool ok = false;
        const qint64 before = file.readAll().trimmed().toLongLong(&ok);
        const QDateTime lastUse = QFileInfo(file).lastModified();
        const qint64 pause = lastUse.secsTo(now);
        if (ok)
            offset = pause > longestPause ? before - pause + 60 : before;
    }

    // Where it cannot be written the servers keep the machine's time: their clocks look wrong, no more.
    QSaveFile saved(fileName);
    if (saved.open(QIODevice::WriteOnly) && saved.write(QByteArray::number(offset) + '\n') > 0)
        saved.commit();
    return [machine, offset] { return machine().addSecs(offset); };
}

} // namespace Nightkeep
