// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archiveyears.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/places/keepingservice.h"

#include <algorithm>

namespace Nightkeep {

namespace {

/// The earliest end that was agreed, and by whom.
struct YearsEnd
{
    QDate until; ///< invalid: none was
    QString reason;

    void take(const QDate &day, const QString &why)
    {
        if (day.isValid() && (!until.isValid() || day < until)) {
            until = day;
            reason = why;
        }
    }
};

/// What is known of the workspace where no copy is looked at yet.
class YearsSearch
{
public:
    YearsSearch(const WorkspaceReading &reading, const ArchiveRecord &record)
        : m_reading(reading)
        , m_record(record)
        , m_made(record.run.startedAt.toUTC().date())
    {
        const auto view =
            std::find_if(reading.retention->cbegin(), reading.retention->cend(),
                         [&record](const RetentionView &each) { return each.site.name == record.run.request.site; });
        // Also of a site that is in the matrix no more.
        const QList<LegalHold> &holds = reading.retentionRecords->holds;
        m_isHeld = std::any_of(holds.cbegin(), holds.cend(), [&record](const LegalHold &each) {
            return each.holds() && (each.site.isEmpty() || each.site == record.run.request.site);
        });
        if (view == reading.retention->cend())
            return;
        for (const PromiseVerdict &verdict : view->promises)
            takePromise(verdict.promise);
    }

    /// Of its own server.
    [[nodiscard]] std::optional<CopyPastYears> local() const
    {
        const ArchiveCopy where = m_record.status.copy;
        // What was altered, has returned or cannot be asked about may be there still.
        const bool isThere = wasVerified(m_record.status)
            && (where == ArchiveCopy::InPlace || (where != ArchiveCopy::Gone && !m_record.moved));
        return isThere ? copy(m_promised, {}, visibleText(m_record.run.server)) : std::nullopt;
    }

    [[nodiscard]] std::optional<CopyPastYears> at(const HandOver &handOver) const
    {
        if (!mayLieThere(handOver.state) || handOver.state == HandOverState::Working)
            return std::nullopt;
        const bool isStorage = handOver.kind == PlaceKind::StorageManager;
        const ServerRow *row = retentionServer(*m_reading.servers, m_record.run.server);
        YearsEnd end = m_promised;
        const int years = yearsOf(handOver.place);
        if (years > 0)
            end.take(m_made.addYears(years),
                     Tr::tr("It was agreed that %1 keeps archives %n years.", nullptr, years)
                         .arg(visibleText(handOver.place)));
        const std::optional<int> agreed = row ? row->server.decisions.archive.keepYears : std::nullopt;
        if (isStorage && years < 0 && agreed && *agreed > 0)
            end.take(
                m_made.addYears(*agreed),
                Tr::tr("It was agreed that the storage manager keeps the archives of %1 %n years.", nullptr, *agreed)
                    .arg(visibleText(m_record.run.server)));
        std::optional<CopyPastYears> found = copy(end, handOver.place, visibleText(handOver.where));
        if (found && isStorage) {
            found->request = deletionRequest(m_record.run, handOver, row ? row->server.storageNode : QString());
            found->request->reason = found->reason + u' '
                + Tr::tr("So it is to be kept until %1.", "a day").arg(found->until.toString(Qt::ISODate));
            found->askedAt = askedBefore(*found->request, *m_reading.requests);
        }
        return found;
    }

private:
    [[nodiscard]] int yearsOf(const QString &name) const
    {
        for (const ArchivePlace &place : m_reading.catalogue->places) {
            if (place.name.compare(name, Qt::CaseInsensitive) == 0)
                return place.keepYears;
        }
        return -1;
    }

    void takePromise(const Promise &promise)
    {
        const bool isOfAll = promise.subject == PromiseSubject::Archives && promise.side == PromiseSide::AtMost
            && promise.event.isEmpty() && promise.category.isEmpty();
        if (!isOfAll || promise.agreement.state != Agreement::State::Agreed)
            return;
        if (const std::optional<QDateTime> until = promisedUntil(promise, m_record.run.startedAt.toUTC()))
            m_promised.take(until->date(),
                            Tr::tr("It was promised that no archive is kept for longer than %1.")
                                .arg(promiseFigureInWords(promise)));
    }

    [[nodiscard]] std::optional<CopyPastYears> copy(const YearsEnd &end, const QString &place,
                                                    const QString &where) const
    {
        if (!end.until.isValid() || m_reading.now.toUTC().date() <= end.until)
            return std::nullopt;
        return CopyPastYears {m_record.run.id, m_record.run.request.name, place, where, end.until, end.reason,
                              m_isHeld};
    }

    const WorkspaceReading &m_reading;
    const ArchiveRecord &m_record;
    QDate m_made;
    YearsEnd m_promised;
    bool m_isHeld = false;
};

template<typename T> void addYearsFailure(std::optional<Error> &failure, const Result<T> &read)
{
    if (!failure && !read)
        failure = read.error();
}

/// Whether another copy than that at `place` ("": its own server) is known to be there.
bool hasOtherCopy(const WorkspaceReading &reading, const ArchiveRecord &record, const QString &place)
{
    if (!place.isEmpty() && wasVerified(record.status) && record.status.copy == ArchiveCopy::InPlace)
        return true;
    const QList<HandOver> &handOvers = reading.catalogue->handOvers;
    return std::any_of(handOvers.cbegin(), handOvers.cend(), [&](const HandOver &each) {
        return each.run == record.run.id && each.place != place && isThereOn(each, reading.now.toUTC().date());
    });
}

} // namespace

Result<QList<CopyPastYears>> copiesPastYears(const WorkspaceReading &reading)
{
    std::optional<Error> failure;
    addYearsFailure(failure, reading.archives);
    addYearsFailure(failure, reading.catalogue);
    addYearsFailure(failure, reading.servers);
    addYearsFailure(failure, reading.requests);
    addYearsFailure(failure, reading.retention);
    addYearsFailure(failure, reading.retentionRecords);
    if (failure)
        return fail(*failure);
    QList<CopyPastYears> copies;
    for (const ArchiveRecord &record : *reading.archives) {
        const YearsSearch search(reading, record);
        const qsizetype first = copies.size();
        if (const std::optional<CopyPastYears> local = search.local())
            copies << *local;
        for (const HandOver &handOver : reading.catalogue->handOvers) {
            if (handOver.run != record.run.id)
                continue;
            if (const std::optional<CopyPastYears> there = search.at(handOver))
                copies << *there;
        }
        for (qsizetype i = first; i < copies.size(); ++i)
            copies[i].isLast = !hasOtherCopy(reading, record, copies.at(i).place);
    }
    std::stable_sort(copies.begin(), copies.end(),
                     [](const CopyPastYears &a, const CopyPastYears &b) { return a.until < b.until; });
    return copies;
}

QString pastYearsAdvice(const CopyPastYears &copy)
{
    if (copy.isHeld)
        return Tr::tr("Something of its site is held. See whether it lies in this archive before anything is "
                      "deleted.");
    if (copy.isLast && !copy.askedAt.isValid())
        return Tr::tr("No other copy is known to be there. See whether nobody needs the archive any more before this "
                      "one is deleted, or agree on more years.");
    if (copy.place.isEmpty())
        return Tr::tr("Remove it from the server, if it is elsewhere for as long as it is needed.");
    if (copy.askedAt.isValid())
        return Tr::tr("The storage team was asked on %1. Record the deletion once it has answered.")
            .arg(copy.askedAt.toUTC().date().toString(Qt::ISODate));
    if (copy.request)
        return Tr::tr("Ask the storage team to delete it, under \"Past their years\", and record it once it is done.");
    return Tr::tr("Delete it there, and record that under \"Past their years\". Or agree on more years.");
}

QList<Finding> pastYearsFindings(const QList<CopyPastYears> &copies)
{
    QList<Finding> findings;
    for (const CopyPastYears &copy : copies) {
        Finding finding;
        finding.kind = QStringLiteral("archive-past-years");
        finding.id = QStringLiteral("archive/%1/years/%2").arg(copy.run, copy.place);
        finding.page = Page::Archives;
        finding.object = copy.run;
        finding.severity = Severity::Warning;
        finding.since = copy.until.startOfDay(QTimeZone::utc());
        finding.title = copy.place.isEmpty()
            ? Tr::tr("The archive %1 was to be kept until %2, and still lies on %3.")
                  .arg(copy.archive, copy.until.toString(Qt::ISODate), copy.where)
            : Tr::tr("The archive %1 was to be kept until %2, and is still at %3.")
                  .arg(copy.archive, copy.until.toString(Qt::ISODate), visibleText(copy.place));
        finding.reason = copy.reason;
        finding.advice = pastYearsAdvice(copy);
        findings << finding;
    }
    return findings;
}

QList<ProposedItem> proposedDeletions(const QList<CopyPastYears> &copies)
{
    QList<ProposedItem> proposed;
    for (const CopyPastYears &copy : copies) {
        if (copy.request)
            proposed.append({*copy.request, !copy.isHeld && !copy.isLast && !copy.askedAt.isValid(), copy.askedAt});
    }
    return proposed;
}

TableDescription<CopyPastYears> pastYearsDescription()
{
    using Row = CopyPastYears;
    using Column = TableColumn<Row>;
    return {
        [](const Row &row) { return row.key(); },
        {Column(Tr::tr("Archive"), [](const Row &row) { return visibleText(row.archive); }),
         Column(Tr::tr("Place"),
                [](const Row &row) { return row.place.isEmpty() ? Tr::tr("its server") : visibleText(row.place); }),
         Column(Tr::tr("Agreed until"), [](const Row &row) { return row.until.toString(Qt::ISODate); }),
         Column(Tr::tr("Why"), &Row::reason).with(&Column::width, 50),
         Column(Tr::tr("Asked"),
                [](const Row &row, const QDateTime &now) {
                    return row.askedAt.isValid() ? ageInWords(row.askedAt, now) : QString();
                })
             .with(&Column::sortValue, CellRule<Row, QVariant>([](const Row &row) { return QVariant(row.askedAt); })),
         Column(Tr::tr("Where"), &Row::where),
         Column(Tr::tr("What to do"), [](const Row &row) { return pastYearsAdvice(row); }).with(&Column::width, 60)}};
}

PageAnswer pastYearsAnswer(const QList<CopyPastYears> &copies)
{
    if (copies.isEmpty())
        return {State::Good, Tr::tr("No copy of an archive is known that is kept for longer than was agreed.")};
    return {State::Attention,
            Tr::tr("%n copies of archives are kept for longer than was agreed.", nullptr, int(copies.size()))};
}

} // namespace Nightkeep
