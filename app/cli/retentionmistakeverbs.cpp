// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"

#include <algorithm>

namespace Nightkeep {

namespace {

/// The one that a person names.
template<typename T, typename IsNamed>
Result<T> mistakeNamed(const QList<T> &values, IsNamed isNamed, const QString &message, const QString &advice)
{
    const auto found = std::find_if(values.cbegin(), values.cend(), isNamed);
    return found == values.cend() ? Result<T>(fail(ErrorKind::BadInput, message, advice)) : Result<T>(*found);
}

VerbResult withdrawPromise(CliContext &context, Workspace &workspace)
{
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    const Result<RetentionRecords> records = workspace.retention().records();
    if (!records)
        return fail(records.error());
    const QString key = context.word(0);
    const Result<Promise> promise = mistakeNamed(
        records->promises, [&key](const Promise &each) { return each.key == key; },
        AppTr::tr("There is no promise \"%1\".").arg(visibleText(key)),
        AppTr::tr("\"nightkeepctl retention show\" lists them."));
    if (!promise)
        return fail(promise.error());
    if (const Result<void> gone = workspace.retention().withdraw(*promise); !gone)
        return fail(gone.error());
    return CliAnswer {QJsonDocument(cliJson(*promise)),
                      AppTr::tr("It is promised no longer: %1", "a promise").arg(promiseInWords(*promise)) + u'\n'};
}

VerbResult removeErasure(CliContext &context, Workspace &workspace)
{
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    const Result<RetentionRecords> records = workspace.retention().records();
    if (!records)
        return fail(records.error());
    const QString number = context.word(0);
    const Result<ErasureRecord> record = mistakeNamed(
        records->erasures, [&number](const ErasureRecord &each) { return QString::number(each.number) == number; },
        AppTr::tr("There is no erasure record %1.").arg(visibleText(number)),
        AppTr::tr("\"nightkeepctl retention erased\" lists their numbers."));
    if (!record)
        return fail(record.error());
    if (const Result<void> gone = workspace.retention().removeErasure(*record); !gone)
        return fail(gone.error());
    return CliAnswer {QJsonDocument(cliJson(*record)),
                      AppTr::tr("The record of %1 was made in error and is removed; the audit log keeps it.")
                              .arg(visibleText(record->reference))
                          + u'\n'};
}

} // namespace

const QList<Verb> Verbs::retentionMistakes {
    {"retention withdraw", "PROMISE", withWorkspace<withdrawPromise>},
    {"retention erased-in-error", "NUMBER", withWorkspace<removeErasure>},
};

} // namespace Nightkeep
