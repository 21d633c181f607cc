// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/meetingvalues.h"

#include "app/apptr.h"
#include "app/store/recording.h"

#include <algorithm>

namespace Nightkeep {

namespace {

const QByteArray lastPackKey = QByteArrayLiteral("last");

} // namespace

QByteArray decisionKey(qint64 number)
{
    return QByteArray::number(number).rightJustified(19, '0'); // sorted as numbers are
}

Result<QList<Decision>> WorkspaceStore::decisions() const
{
    return read([](Collections &values) {
        QList<Decision> decisions = values.all<Decision>().values();
        std::reverse(decisions.begin(), decisions.end());
        return decisions;
    });
}

Result<qint64> WorkspaceStore::addDecision(const Decision &decision)
{
    Decision numbered = decision;
    return write([&](Collections &values) {
               const QMap<QByteArray, Decision> present = values.all<Decision>();
               numbered.number = present.isEmpty() ? 1 : present.last().number + 1;
               values.put(decisionKey(numbered.number), numbered);
           })
        .map([&numbered] { return numbered.number; });
}

Result<void> WorkspaceStore::saveDecision(const Decision &decision, const Decision &seen)
{
    return write([&](Collections &values) {
        if (decision.number != seen.number || !values.isStill(decisionKey(seen.number), seen))
            values.refuse(
                ErrorKind::Stale,
                AppTr::tr("Decision %1 has been changed since it was shown; nothing was written.").arg(seen.number),
                AppTr::tr("Look at it again."));
        values.put(decisionKey(decision.number), decision);
    });
}

Result<std::optional<PackSummary>> WorkspaceStore::lastPack() const
{
    return read([](Collections &values) { return values.find<PackSummary>(lastPackKey); });
}

Result<void> WorkspaceStore::saveLastPack(const PackSummary &summary)
{
    return write([&](Collections &values) { values.put(lastPackKey, summary); });
}

} // namespace Nightkeep
