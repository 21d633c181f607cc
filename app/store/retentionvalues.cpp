// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/retentionvalues.h"

#include "app/apptr.h"
#include "app/store/recording.h"
#include "app/store/workspacejson.h"

namespace Nightkeep {

namespace {

void refuseStaleRetention(Collections &values, const QString &what)
{
    values.refuse(ErrorKind::Stale,
                  AppTr::tr("%1 has been changed since it was shown; nothing was written.").arg(visibleText(what)),
                  AppTr::tr("Look at it again."));
}

} // namespace

void putPromise(Collections &values, const Promise &promise)
{
    values.put(acceptanceKey(promise.key), promise);
}

Result<QList<Promise>> WorkspaceStore::promises() const
{
    return read([](Collections &values) { return values.all<Promise>().values(); });
}

Result<void> WorkspaceStore::savePromise(const Promise &promise, const std::optional<Promise> &seen)
{
    return write([&](Collections &values) {
        const std::optional<Promise> stored = values.find<Promise>(acceptanceKey(promise.key));
        const bool isAsSeen = stored && seen ? storedAlike(*stored, *seen) : !stored && !seen;
        if (!isAsSeen)
            refuseStaleRetention(values, AppTr::tr("The promise %1").arg(promise.key));
        putPromise(values, promise);
    });
}

Result<void> WorkspaceStore::removePromise(const Promise &seen)
{
    return write([&](Collections &values) {
        const QByteArray key = acceptanceKey(seen.key);
        if (!values.isStill(key, seen))
            refuseStaleRetention(values, AppTr::tr("The promise %1").arg(seen.key));
        values.remove<Promise>(key);
    });
}

Result<QList<LegalHold>> WorkspaceStore::legalHolds() const
{
    return read(newestNumbered<LegalHold>);
}

Result<qint64> WorkspaceStore::addLegalHold(const LegalHold &hold)
{
    LegalHold numbered = hold;
    return write([&numbered](Collections &values) { addNumbered(values, numbered); }).map([&numbered] {
        return numbered.number;
    });
}

Result<void> WorkspaceStore::saveLegalHold(const LegalHold &hold, const LegalHold &seen)
{
    return write([&](Collections &values) {
        if (hold.number != seen.number || !values.isStill(numberKey(seen.number), seen))
            refuseStaleRetention(values, AppTr::tr("The hold %1").arg(seen.number));
        putNumbered(values, hold);
    });
}

Result<QList<ErasureRecord>> WorkspaceStore::erasures() const
{
    return read(newestNumbered<ErasureRecord>);
}

Result<qint64> WorkspaceStore::addErasure(const ErasureRecord &record)
{
    ErasureRecord numbered = record;
    return write([&numbered](Collections &values) { addNumbered(values, numbered); }).map([&numbered] {
        return numbered.number;
    });
}

Result<void> WorkspaceStore::removeErasure(const ErasureRecord &seen)
{
    return write([&](Collections &values) {
        if (!values.isStill(numberKey(seen.number), seen))
            refuseStaleRetention(values, AppTr::tr("The erasure record %1").arg(seen.number));
        values.remove<ErasureRecord>(numberKey(seen.number));
    });
}

Result<void> WorkspaceStore::putErasureBack(const ErasureRecord &removed)
{
    return write([&](Collections &values) {
        if (values.find<ErasureRecord>(numberKey(removed.number)))
            refuseStaleRetention(values, AppTr::tr("The erasure record %1").arg(removed.number));
        putNumbered(values, removed);
    });
}

} // namespace Nightkeep
