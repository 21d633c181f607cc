// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Of what zips archives were made ("archive-file"), by the run's id. Not in the exported document: an archive's
// contents can be read anew.
#include "app/store/packedlist.h"
#include "app/store/recording.h"
#include "app/store/workspacejson.h"

namespace Nightkeep {

namespace {

constexpr const char *archivedFileRows = "archive-file";

} // namespace

Result<std::optional<QList<ZipFile>>> WorkspaceStore::archivedFiles(const QString &id) const
{
    return read([&](Collections &values) {
        return packedList<ZipFile>(values, archivedFileRows, storable(id).toUtf8(),
                                   AppTr::tr("the zips of an archive"));
    });
}

Result<void> WorkspaceStore::saveArchivedFiles(const QString &id, const QList<ZipFile> &files)
{
    return write([&](Collections &values) { putPackedList(values, archivedFileRows, storable(id).toUtf8(), files); });
}

Result<void> WorkspaceStore::removeArchiveRun(const QString &id)
{
    return write([&](Collections &values) {
        const QByteArray key = storable(id).toUtf8();
        values.remove<ArchiveRecord>(key);
        values.removeRows(archivedFileRows, {key});
    });
}

} // namespace Nightkeep
