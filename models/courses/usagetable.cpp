// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/usagetable.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <algorithm>
#include <limits>

namespace Nightkeep {

namespace {

/// For a text with %n.
int tellCount(qint64 number)
{
    return int(std::min<qint64>(number, std::numeric_limits<int>::max()));
}

QString tellShare(qint64 bytes, qint64 all)
{
    return all <= 0
        ? QString()
        : Tr::tr("%1 %", "a share in percent").arg(QLocale().toString(100.0 * double(bytes) / double(all), 'f', 1));
}

QString tellBeside(const UsagePoint &point)
{
    QStringList parts;
    if (point.trashBytes > 0)
        parts << Tr::tr("%1 in the trash", "a size").arg(bytesInWords(point.trashBytes));
    QList<UsageDisk> told;
    for (const UsageDisk &disk : point.disks) {
        if (std::any_of(told.cbegin(), told.cend(), [&disk](const UsageDisk &one) { return isSameDisk(one, disk); }))
            continue;
        told.append(disk);
        parts << Tr::tr("%1: %2 of %3 free", "a folder, a size, a size")
                     .arg(displayPath(disk.folder), bytesInWords(disk.freeBytes), bytesInWords(disk.totalBytes));
    }
    return parts.join(QLatin1String("; "));
}

UsageLine tellDay(const QDate &day, qint64 files, qint64 bytes, const QString &beside)
{
    return {day.toString(Qt::ISODate), dayInWords(day, QLocale::ShortFormat), day, files, bytes, beside};
}

QString tellCourse(const UsagePart &part)
{
    if (part.course <= 0)
        return Tr::tr("of no course");
    const QString name = visibleText(part.shortName.trimmed());
    return name.isEmpty() ? Tr::tr("course %1", "its number").arg(part.course) : name;
}

} // namespace

SiteUsage siteUsage(const SiteBackups &site, const UsageHistory &history)
{
    return {site, history, backupUsage(site, {}), usageByDay(site)};
}

PageAnswer usageAnswer(const SiteUsage &usage)
{
    const QString name = visibleText(usage.history.site);
    PageAnswer answer = usageOutlook(usage.history);
    if (!usage.site.head.listedAt.isValid()) {
        answer.state = State::Unknown;
        answer.sentence =
            Tr::tr("The files of %1 have never been looked through: how much room they take is not known.").arg(name)
            + u' ' + answer.sentence;
        return answer;
    }
    QStringList sentences {
        Tr::tr("The backups of %1 take %2 in %n files.", "a site, a size", tellCount(usage.now.files))
            .arg(name, bytesInWords(usage.now.bytes))};
    if (const QString doubt = usageDoubt(usage.site.head); !doubt.isEmpty()) {
        sentences << doubt;
        if (answer.state == State::Good)
            answer.state = State::Unknown;
    }
    answer.sentence = (sentences << answer.sentence).join(u' ');
    return answer;
}

QString UsageLine::inWords() const
{
    return Tr::tr("%1: %2 in %n files", "a day, a course or a kind; a size", tellCount(files))
        .arg(what, bytesInWords(bytes));
}

QList<UsageLine> usageLines(const SiteUsage &usage, UsageView view)
{
    QList<UsageLine> rows;
    const qint64 all = usage.now.bytes;
    switch (view) {
    case UsageView::OverTime:
        for (const UsagePoint &point : usage.history.points)
            rows.prepend(tellDay(point.day, point.files, point.bytes, tellBeside(point)));
        break;
    case UsageView::ByDay:
        for (const UsageDay &day : usage.days)
            rows.append(tellDay(day.day, day.files, day.bytes, tellShare(day.bytes, all)));
        break;
    case UsageView::ByCourse:
        for (const UsagePart &part : usage.now.byCourse)
            rows.append({QString::number(part.course),
                         tellCourse(part),
                         {},
                         part.files,
                         part.bytes,
                         tellShare(part.bytes, all)});
        break;
    case UsageView::ByKind:
        for (const UsagePart &part : usage.now.byKind) {
            const CopyKind kind = part.kind.value_or(CopyKind::Unplaced);
            rows.append({nameOf(kind), copyKindWord(kind), {}, part.files, part.bytes, tellShare(part.bytes, all)});
        }
        break;
    }
    return rows;
}

TableDescription<UsageLine> UsageTable::description()
{
    using Row = UsageLine;
    using Column = TableColumn<Row>;
    return {&Row::key,
            {Column(whatTitle(UsageView::OverTime), &Row::what)
                 .with(&Column::sortValue,
                       [](const Row &row) { return row.day.isValid() ? QVariant(row.day) : QVariant(row.what); }),
             Column(Tr::tr("Files"), [](const Row &row) { return QLocale().toString(row.files); })
                 .with(&Column::sortValue, [](const Row &row) { return row.files; })
                 .with(&Column::isNumber, true),
             Column(Tr::tr("Size"), [](const Row &row) { return bytesInWords(row.bytes); })
                 .with(&Column::sortValue, [](const Row &row) { return row.bytes; })
                 .with(&Column::isNumber, true),
             Column(besideTitle(UsageView::OverTime), &Row::beside).with(&Column::width, 48)}};
}

QString UsageTable::whatTitle(UsageView view)
{
    switch (view) {
    case UsageView::OverTime:
    case UsageView::ByDay:
        return Tr::tr("Day");
    case UsageView::ByCourse:
        return Tr::tr("Course");
    case UsageView::ByKind:
        break;
    }
    return Tr::tr("Kind");
}

QString UsageTable::besideTitle(UsageView view)
{
    return view == UsageView::OverTime ? Tr::tr("Trash and free room") : Tr::tr("Share");
}

} // namespace Nightkeep
