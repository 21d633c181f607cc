// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the pack's chapter of archives says beside the runs: terms, and every copy with its proofs.
#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/catalogue/drilltable.h"
#include "models/packchapters.h"
#include "models/places/placetables.h"

#include <QLocale>

#include <algorithm>

namespace Nightkeep {

namespace {

struct PackedTerm
{
    Term term;
    int archives = 0; ///< that were completed

    bool operator==(const PackedTerm &) const = default;
};

struct PackedCopy
{
    QString key;
    QString what; ///< archive and place
    QString words; ///< how it stands
    std::optional<State> state;
    QString until; ///< so the place keeps it
    QDateTime confirmedAt;
    QDateTime verifiedAt; ///< read from its first byte to its last there, and found the same
    QDateTime provenAt; ///< a copy out of this archive was restored

    bool operator==(const PackedCopy &) const = default;
};

QString packedAge(const QDateTime &moment, const QDateTime &now)
{
    return moment.isValid() ? ageInWords(moment, now) : Tr::tr("never");
}

template<typename Row> auto packedAgeOf(QDateTime Row::*moment)
{
    return [moment](const Row &row, const QDateTime &now) { return packedAge(row.*moment, now); };
}

TableDescription<PackedTerm> packedTerms()
{
    using Row = PackedTerm;
    using Column = TableColumn<Row>;
    return {[](const Row &row) { return row.term.name; },
            {Column(Tr::tr("Term"), [](const Row &row) { return visibleText(row.term.name); }),
             Column(Tr::tr("Called"), [](const Row &row) { return visibleText(row.term.words); }),
             Column(Tr::tr("Cut-off date"), [](const Row &row) { return row.term.cutOff.toString(Qt::ISODate); }),
             Column(Tr::tr("Complete archives"), [](const Row &row) {
                 return QLocale().toString(row.archives);
             }).with(&Column::isNumber, true)}};
}

TableDescription<PackedCopy> packedCopies()
{
    using Row = PackedCopy;
    using Column = TableColumn<Row>;
    return {
        [](const Row &row) { return row.key; },
        {Column(Tr::tr("Archive and place"), &Row::what),
         Column(Tr::tr("State"), &Row::words).with(&Column::state, CellRule<Row, std::optional<State>>(&Row::state)),
         Column(Tr::tr("Kept until"), &Row::until), Column(Tr::tr("Confirmed"), packedAgeOf(&Row::confirmedAt)),
         Column(Tr::tr("Last verification"), packedAgeOf(&Row::verifiedAt)),
         Column(Tr::tr("Last proven restore"), packedAgeOf(&Row::provenAt))}};
}

QDateTime packedVerification(const CatalogueRecords &catalogue, const QString &run, const QString &place)
{
    QDateTime last;
    for (const ArchiveVerification &each : catalogue.verifications) {
        if (each.run == run && each.place == place && each.outcome == ArchiveVerification::Outcome::Same
            && !(last > each.at))
            last = each.at;
    }
    return last;
}

/// Of its own server.
PackedCopy packedLocal(const ArchiveRecord &record, const CatalogueRecords &catalogue)
{
    const bool isInPlace = record.status.copy == ArchiveCopy::InPlace;
    PackedCopy copy;
    copy.key = record.run.id + u'/';
    copy.what = Tr::tr("%1 on %2", "an archive, a server")
                    .arg(visibleText(record.run.request.name), visibleText(record.run.server));
    copy.words = isInPlace                        ? Tr::tr("in its place")
        : record.moved                            ? visibleText(record.moved->text)
        : record.status.copy == ArchiveCopy::Gone ? Tr::tr("gone, nobody has said where")
                                                  : visibleText(record.status.failure);
    // Whose copy is accounted for is told by the archive's own standing.
    copy.state = isInPlace ? std::optional(State::Good) : record.moved ? std::nullopt : std::optional(State::Attention);
    copy.until = isInPlace ? Tr::tr("somebody removes it") : QString();
    copy.confirmedAt = isInPlace ? record.asOf : record.status.seenAt;
    copy.verifiedAt = packedVerification(catalogue, record.run.id, {});
    if (record.status.readAt.isValid() && isInPlace && !(copy.verifiedAt > record.status.readAt))
        copy.verifiedAt = record.status.readAt;
    return copy;
}

PackedCopy packedThere(const ArchiveRecord &record, const HandOver &handOver, const CatalogueRecords &catalogue,
                       const QDate &today)
{
    const bool isDeleted = handOver.state == HandOverState::Deleted;
    PackedCopy copy;
    copy.key = handOver.key();
    copy.what = Tr::tr("%1 at %2", "an archive, a place")
                    .arg(visibleText(record.run.request.name), visibleText(handOver.place));
    copy.words = handOverText(handOver, today);
    copy.state = isDeleted ? std::nullopt : std::optional(handOverStanding(handOver, today));
    copy.until = isDeleted ? QString() : expiryInWords(handOver.expiry);
    copy.confirmedAt = handOver.confirmedAt;
    copy.verifiedAt = packedVerification(catalogue, record.run.id, handOver.place);
    return copy;
}

} // namespace

void addArchiveTables(PackChapter &chapter, const Estate &estate)
{
    const QDateTime &now = estate.reading.now;
    const CatalogueRecords &catalogue = *estate.reading.catalogue;
    QList<PackedTerm> terms;
    for (const Term &term : catalogue.terms)
        terms << PackedTerm {term};
    QList<PackedCopy> copies;
    for (const ArchiveRecord &record : *estate.reading.archives) {
        if (!wasVerified(record.status))
            continue;
        for (PackedTerm &each : terms)
            each.archives += each.term.name == record.run.request.term ? 1 : 0;
        const qsizetype first = copies.size();
        copies << packedLocal(record, catalogue);
        for (const HandOver &handOver : catalogue.handOvers) {
            if (handOver.run == record.run.id)
                copies << packedThere(record, handOver, catalogue, now.date());
        }
        const RestoreDrill *drill = lastProvenDrill(
            catalogue.drills, [&record](const RestoreDrill &each) { return each.run == record.run.id; });
        for (qsizetype i = first; i < copies.size(); ++i)
            copies[i].provenAt = drill ? drill->at : QDateTime();
    }
    const qsizetype all = copies.size();
    copies.resize(std::min<qsizetype>(all, packMostRows));
    addTable(chapter,
             packTable(packedTerms(), terms, now, QStringLiteral("terms"), Tr::tr("Terms of which archives are made")),
             Tr::tr("The workspace has no term."), terms.size());
    addTable(chapter,
             packTable(packedCopies(), copies, now, QStringLiteral("copies"),
                       Tr::tr("Every copy of an archive, and its proofs")),
             Tr::tr("No archive has been completed."), all);
}

} // namespace Nightkeep
