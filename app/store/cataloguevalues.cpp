// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/cataloguevalues.h"

#include "app/apptr.h"
#include "app/store/recording.h"

#include <algorithm>

namespace Nightkeep {

namespace {

QByteArray catalogueKey(const Term &term)
{
    return lookupKey(term.name);
}
QByteArray catalogueKey(const ArchivePlace &place)
{
    return lookupKey(place.name);
}
QByteArray catalogueKey(const AllowedSigner &signer)
{
    return lookupKey(signer.name);
}
QByteArray catalogueKey(const HandOver &handOver)
{
    return storable(handOver.key()).toUtf8();
}
QByteArray catalogueKey(const ManifestSignature &signature)
{
    return storable(signature.run).toUtf8();
}
QByteArray catalogueKey(const ArchivedMoodle &moodle)
{
    return storable(moodle.run).toUtf8();
}

/// One that is named by people: only in the place of what was seen.
template<typename T>
void replaceNamed(Collections &values, const std::optional<T> &seen, const std::optional<T> &wanted)
{
    if (!seen && !wanted)
        return;
    const QString name = seen ? seen->name : wanted->name;
    const bool isAsSeen = seen ? values.isStill(catalogueKey(*seen), *seen) : !values.find<T>(catalogueKey(*wanted));
    const bool isTaken =
        seen && wanted && catalogueKey(*seen) != catalogueKey(*wanted) && values.find<T>(catalogueKey(*wanted));
    if (!isAsSeen || isTaken) {
        values.refuse(ErrorKind::Conflict,
                      AppTr::tr("\"%1\" has been changed or added since it was shown; nothing was written.").arg(name),
                      AppTr::tr("Look at it again."));
        return;
    }
    if (seen)
        values.remove<T>(catalogueKey(*seen));
    if (wanted)
        values.put(catalogueKey(*wanted), *wanted);
}

QList<Term> termsByYear(Collections &values)
{
    QList<Term> terms = values.all<Term>().values();
    std::stable_sort(terms.begin(), terms.end(), [](const Term &a, const Term &b) { return a.year < b.year; });
    return terms;
}

} // namespace

CatalogueRecords catalogueOf(Collections &values)
{
    return {termsByYear(values),
            values.all<ArchivePlace>().values(),
            values.all<HandOver>().values(),
            values.all<AllowedSigner>().values(),
            values.all<ManifestSignature>().values(),
            newestNumbered<ArchiveVerification>(values),
            newestNumbered<RestoreDrill>(values),
            values.all<ArchivedMoodle>().values()};
}

void putCatalogue(Collections &values, const CatalogueRecords &records)
{
    const auto putAll = [&values](const auto &list) {
        for (const auto &each : list)
            values.put(catalogueKey(each), each);
    };
    putAll(records.terms);
    putAll(records.places);
    putAll(records.handOvers);
    putAll(records.signers);
    putAll(records.signatures);
    putAll(records.moodles);
    for (const ArchiveVerification &verification : records.verifications)
        putNumbered(values, verification);
    for (const RestoreDrill &drill : records.drills)
        putNumbered(values, drill);
}

Result<QList<Term>> WorkspaceStore::terms() const
{
    return read(termsByYear);
}

Result<void> WorkspaceStore::replaceTerm(const std::optional<Term> &seen, const std::optional<Term> &term)
{
    return write([&](Collections &values) { replaceNamed(values, seen, term); });
}

Result<QList<ArchivePlace>> WorkspaceStore::places() const
{
    return read([](Collections &values) { return QList<ArchivePlace>(values.all<ArchivePlace>().values()); });
}

Result<void> WorkspaceStore::replacePlace(const std::optional<ArchivePlace> &seen,
                                          const std::optional<ArchivePlace> &place)
{
    return write([&](Collections &values) { replaceNamed(values, seen, place); });
}

Result<QList<SavedPlan>> WorkspaceStore::savedPlans() const
{
    return read(newestNumbered<SavedPlan>);
}

Result<qint64> WorkspaceStore::addSavedPlan(const SavedPlan &plan)
{
    SavedPlan numbered = plan;
    return write([&numbered](Collections &values) { addNumbered(values, numbered); }).map([&numbered] {
        return numbered.number;
    });
}

Result<void> WorkspaceStore::removeSavedPlan(const SavedPlan &seen)
{
    return write([&seen](Collections &values) {
        if (!values.isStill(numberKey(seen.number), seen))
            values.refuse(ErrorKind::Conflict,
                          AppTr::tr("The kept plan has been removed meanwhile; nothing was written."),
                          AppTr::tr("Look at the list again."));
        values.remove<SavedPlan>(numberKey(seen.number));
    });
}

Result<QList<HandOver>> WorkspaceStore::handOvers() const
{
    return read([](Collections &values) { return QList<HandOver>(values.all<HandOver>().values()); });
}

Result<void> WorkspaceStore::saveHandOver(const HandOver &handOver)
{
    return write([&handOver](Collections &values) { values.put(catalogueKey(handOver), handOver); });
}

Result<CatalogueRecords> WorkspaceStore::catalogueRecords() const
{
    return read([](Collections &values) {
        CatalogueRecords records = catalogueOf(values);
        records.manifests = keptManifests(values);
        return records;
    });
}

Result<void> WorkspaceStore::replaceSigner(const std::optional<AllowedSigner> &seen,
                                           const std::optional<AllowedSigner> &signer)
{
    return write([&](Collections &values) { replaceNamed(values, seen, signer); });
}

Result<void> WorkspaceStore::saveSignature(const ManifestSignature &signature)
{
    return write([&signature](Collections &values) { values.put(catalogueKey(signature), signature); });
}

Result<qint64> WorkspaceStore::addVerification(const ArchiveVerification &verification)
{
    ArchiveVerification numbered = verification;
    return write([&numbered](Collections &values) { addNumbered(values, numbered); }).map([&numbered] {
        return numbered.number;
    });
}

Result<qint64> WorkspaceStore::addDrill(const RestoreDrill &drill)
{
    RestoreDrill numbered = drill;
    return write([&numbered](Collections &values) { addNumbered(values, numbered); }).map([&numbered] {
        return numbered.number;
    });
}

Result<void> WorkspaceStore::removeDrill(const RestoreDrill &seen)
{
    return write([&seen](Collections &values) {
        if (!values.isStill(numberKey(seen.number), seen))
            values.refuse(ErrorKind::Conflict,
                          AppTr::tr("The restore drill has been removed meanwhile; nothing was written."),
                          AppTr::tr("Look at the list again."));
        values.remove<RestoreDrill>(numberKey(seen.number));
    });
}

Result<void> WorkspaceStore::saveArchivedMoodle(const ArchivedMoodle &moodle)
{
    return write([&moodle](Collections &values) { values.put(catalogueKey(moodle), moodle); });
}

} // namespace Nightkeep
