// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/collections.h"
#include "app/store/filecheck.h"
#include "app/store/folderguard.h"
#include "app/store/workspacestore.h"

#include <type_traits>

namespace Nightkeep {

/// What a thread records: the store's functions that it calls meanwhile take part in the one transaction.
struct Recording
{
    const WorkspaceStore *store;
    Collections &values;
    QList<ChangedServers> &changes; ///< of servers, to be remembered once they are made
    const Recording *outer; ///< of another store, or of this one

    static inline thread_local const Recording *innermost = nullptr;
    [[nodiscard]] static const Recording *of(const WorkspaceStore *store)
    {
        const Recording *recording = innermost;
        while (recording && recording->store != store)
            recording = recording->outer;
        return recording;
    }
};

template<typename F> auto WorkspaceStore::read(F work) const
{
    using T = std::invoke_result_t<F, Collections &>;
    return [&]() -> Result<T> {
        if (const Recording *recording = Recording::of(this)) {
            T found = work(recording->values);
            return recording->values.failed() ? Result<T>(fail(recording->values.failure())) : found;
        }
        const Result<std::unique_ptr<StoreConnection>> connection = StoreConnection::open(m_target);
        if (!connection)
            return fail(connection.error());
        if (const Result<void> begun = (*connection)->beginRead(); !begun)
            return fail(begun.error());
        SealedTables tables(**connection);
        Collections values(tables, m_proven.get());
        T found = work(values);
        if (values.failed())
            return fail(told(values.failure()));
        return found;
    }();
}

template<typename F> Result<void> WorkspaceStore::write(F work)
{
    if (m_readOnly)
        return fail(readOnlyError(m_target.location));
    if (const Recording *recording = Recording::of(this)) {
        work(recording->values);
        return recording->values.failed() ? fail(recording->values.failure()) : Result<void>();
    }
    // What is written into damage makes more of it, and what is sealed must have been sealed before.
    if (const Result<QStringList> whole = checkWhole(); !whole)
        return fail(whole.error());
    const Result<std::unique_ptr<StoreConnection>> connection = StoreConnection::open(m_target);
    if (!connection)
        return fail(connection.error());
    if (const Result<void> begun = (*connection)->beginWrite(); !begun)
        return begun;
    // Another program may have brought it to a newer version since it was opened.
    const Result<SchemaVersion> version = schemaVersion(**connection);
    if (!version)
        return fail(version.error());
    if (version->version > newestSchemaVersion)
        return fail(tooNewError(m_target.location, version->version, version->program));
    SealedTables tables(**connection);
    Collections values(tables);
    work(values);
    if (!values.failed())
        values.take(tables.writeSeals());
    return values.failed() ? fail(values.failure()) : (*connection)->commit();
}

} // namespace Nightkeep
