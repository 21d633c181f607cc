// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/meetingvalues.h"

#include "app/apptr.h"
#include "app/store/recording.h"

namespace Nightkeep {

Result<QList<Decision>> WorkspaceStore::decisions() const
{
    return read(newestNumbered<Decision>);
}

Result<qint64> WorkspaceStore::addDecision(const Decision &decision)
{
    Decision numbered = decision;
    return write([&numbered](Collections &values) { addNumbered(values, numbered); }).map([&numbered] {
        return numbered.number;
    });
}

Result<void> WorkspaceStore::saveDecision(const Decision &decision, const Decision &seen)
{
    return write([&](Collections &values) {
        if (decision.number != seen.number || !values.isStill(numberKey(seen.number), seen))
            values.refuse(
                ErrorKind::Stale,
                AppTr::tr("Decision %1 has been changed since it was shown; nothing was written.").arg(seen.number),
                AppTr::tr("Look at it again."));
        putNumbered(values, decision);
    });
}

Result<std::optional<PackSummary>> WorkspaceStore::lastPack() const
{
    return read([](Collections &values) { return values.find<PackSummary>(lastPackKey()); });
}

Result<void> WorkspaceStore::saveLastPack(const PackSummary &summary)
{
    return write([&](Collections &values) { values.put(lastPackKey(), summary); });
}

} // namespace Nightkeep
