// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalogue/copyfindertable.h"

#include "models/base/format.h"
#include "models/base/tr.h"

namespace Nightkeep {

namespace {

QString foundMadeWords(const QDateTime &made, const QDateTime &now)
{
    return made.isValid() ? shortMoment(made, now) : Tr::tr("not known");
}

QVariant foundMadeValue(const QDateTime &made)
{
    return made.isValid() ? QVariant(made) : QVariant();
}

QVariant foundSizeValue(qint64 bytes)
{
    return bytes < 0 ? QVariant() : QVariant(bytes);
}

} // namespace

QString foundPlaceWords(const FoundCopy &copy)
{
    const QString where = foundWhereWord(copy.where);
    const QString place =
        copy.where == FoundCopy::Where::ArchivePlace ? copy.place + QStringLiteral(", ") + copy.run : copy.run;
    return place.isEmpty() ? where : where + QStringLiteral(": ") + visibleText(place);
}

TableDescription<FoundCopyRow> FoundCopiesTable::description()
{
    using Row = FoundCopyRow;
    using Column = TableColumn<Row>;
    return {
        [](const Row &row) { return QString::number(row.number); },
        {Column(Tr::tr("No.", "the place of a copy among those that were found"),
                [](const Row &row) { return QString::number(row.number); })
             .with(&Column::sortValue, [](const Row &row) { return QVariant(row.number); })
             .with(&Column::isNumber, true),
         Column(Tr::tr("Made"), [](const Row &row, const QDateTime &now) { return foundMadeWords(row.copy.made, now); })
             .with(&Column::sortValue, [](const Row &row) { return foundMadeValue(row.copy.made); }),
         Column(Tr::tr("Where"), [](const Row &row) { return foundPlaceWords(row.copy); }),
         Column(Tr::tr("What is known of it"), [](const Row &row) { return visibleText(row.copy.proof); })
             .with(&Column::state, [](const Row &row) { return std::optional(row.copy.standing); })
             .with(&Column::sortValue, [](const Row &row) { return QVariant(stateRank(row.copy.standing)); })
             .with(&Column::width, 60),
         Column(Tr::tr("Lasts"),
                [](const Row &row) {
                    return row.copy.until.isEmpty() ? Tr::tr("not known") : visibleText(row.copy.until);
                })
             .with(&Column::sortValue,
                   [](const Row &row) {
                       return row.copy.lastsUntil.isValid() ? QVariant(row.copy.lastsUntil) : QVariant();
                   }),
         Column(Tr::tr("Size"), [](const Row &row) { return bytesInWords(row.copy.bytes); })
             .with(&Column::sortValue, [](const Row &row) { return foundSizeValue(row.copy.bytes); })
             .with(&Column::isNumber, true),
         Column(Tr::tr("File"), [](const Row &row) { return displayPath(row.copy.path); })}};
}

QList<FoundCopyRow> FoundCopiesTable::rows(const FoundCopies &found)
{
    QList<FoundCopyRow> rows;
    for (const FoundCopy &copy : found.copies)
        rows.append({copy, int(rows.size()) + 1});
    return rows;
}

TableDescription<CatalogueHit> CatalogueHitsTable::description()
{
    using Row = CatalogueHit;
    using Column = TableColumn<Row>;
    return {
        [](const Row &row) { return row.run + u'/' + QString::fromLatin1(percentEncoded(row.file.path)); },
        {Column(Tr::tr("Course"),
                [](const Row &row) {
                    return row.file.shortName.isEmpty() ? Tr::tr("not known") : visibleText(row.file.shortName);
                }),
         Column(Tr::tr("Number", "of a course"),
                [](const Row &row) { return row.file.course ? QString::number(*row.file.course) : QString(); })
             .with(&Column::sortValue,
                   [](const Row &row) { return row.file.course ? QVariant(*row.file.course) : QVariant(); })
             .with(&Column::isNumber, true),
         Column(Tr::tr("Made"), [](const Row &row, const QDateTime &now) { return foundMadeWords(row.file.made, now); })
             .with(&Column::sortValue, [](const Row &row) { return foundMadeValue(row.file.made); }),
         Column(Tr::tr("Archive"), [](const Row &row) { return visibleText(row.run); }),
         Column(Tr::tr("Size"), [](const Row &row) { return bytesInWords(row.file.bytes); })
             .with(&Column::sortValue, [](const Row &row) { return foundSizeValue(row.file.bytes); })
             .with(&Column::isNumber, true),
         Column(Tr::tr("File"), [](const Row &row) { return displayPath(row.file.path); }).with(&Column::width, 60)}};
}

PageAnswer foundAnswer(const FoundCopies &found, const QString &course, const QDate &day, const QDateTime &now)
{
    const QString what = day.isValid()
        ? Tr::tr("%1 as it was on %2", "a course").arg(visibleText(course), dayAndMonth(day))
        : visibleText(course);
    if (found.copies.isEmpty())
        return {found.notAsked.isEmpty() ? State::Bad : State::Unknown,
                Tr::tr("No copy of %1 was found.").arg(what)
                    + (found.notAsked.isEmpty() ? QString() : u' ' + Tr::tr("Not every place could be looked at."))};
    const FoundCopy &best = found.copies.first();
    const QString where = foundWhereWord(best.where);
    QString sentence = best.made.isValid()
        ? Tr::tr("The best of %n copies of %1 is %2, made %3.", nullptr, int(found.copies.size()))
              .arg(what, where, ageInWords(best.made, now))
        : Tr::tr("The best of %n copies of %1 is %2; when it was made is not known.", nullptr, int(found.copies.size()))
              .arg(what, where);
    const bool isLater = day.isValid() && best.made.isValid() && best.made.toTimeZone(now.timeZone()).date() > day;
    if (isLater)
        sentence += u' ' + Tr::tr("None is known that was made by that day.");
    return {isLater && best.standing == State::Good ? State::Attention : best.standing, sentence};
}

} // namespace Nightkeep
