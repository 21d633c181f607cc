// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/retentionview.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <QLocale>

#include <algorithm>
#include <iterator>

namespace Nightkeep {

namespace {

constexpr int viewUsualNights = 60;
constexpr qint64 viewOldSeconds = OldSnapshotSeconds;

QString viewRowOf(PromiseSubject subject)
{
    switch (subject) {
    case PromiseSubject::CourseNights:
        return QStringLiteral("courses");
    case PromiseSubject::WholeSite:
        return QStringLiteral("wholeSite");
    case PromiseSubject::Application:
        return QStringLiteral("application");
    case PromiseSubject::DataAndDumps:
        return QStringLiteral("dumps");
    case PromiseSubject::Archives:
        return QStringLiteral("archives");
    case PromiseSubject::ServerBackups:
    case PromiseSubject::StudentData:
        break;
    }
    return {};
}

/// Back from the last night; hours reach at least to that.
int viewNightsOf(const Promise &promise, const QDate &today)
{
    const int figure = promise.figure.value_or(0);
    switch (promise.unit) {
    case PromiseUnit::Hours:
        return (figure + 23) / 24;
    case PromiseUnit::Days:
        return figure;
    case PromiseUnit::Weeks:
        return figure * 7;
    case PromiseUnit::Months:
        return int(today.addMonths(-figure).daysTo(today));
    case PromiseUnit::Years:
        return int(today.addYears(-figure).daysTo(today));
    }
    return 0;
}

void viewDrawPromises(NightPicture &picture, const QList<Promise> &promises, const QDate &today)
{
    for (const Promise &promise : promises) {
        if (promise.side != PromiseSide::AtLeast || !promise.figure || !promise.category.isEmpty()
            || !promise.event.isEmpty())
            continue;
        const QString key = viewRowOf(promise.subject);
        for (NightRow &row : picture.rows) {
            if (!key.isEmpty() && (row.key == key || row.key == QLatin1String("real/") + key))
                row.promised = std::max(0, viewNightsOf(promise, today));
        }
    }
}

/// Invalid where one of them never said anything.
QDateTime viewSaidAt(const RetentionReading &reading)
{
    const QDateTime moodle = reading.backups.isRead() ? reading.backups.head.moodleReadAt : reading.settings.readAt;
    const ServerRow *row = retentionServer(reading.servers, reading.site.dataServer);
    if (!moodle.isValid() || !row || !row->snapshot)
        return {};
    return std::min(moodle, row->snapshot->takenAt);
}

const NightRow *viewRow(const NightPicture &picture, const QString &key)
{
    const auto found = std::find_if(picture.rows.cbegin(), picture.rows.cend(),
                                    [&key](const NightRow &row) { return row.key == key; });
    return found == picture.rows.cend() ? nullptr : &*found;
}

/// Of the last nights of a row.
int viewCount(const NightRow &row, int nights, bool (*counts)(NightState))
{
    const qsizetype from = std::max<qsizetype>(0, row.cells.size() - nights);
    return int(std::count_if(row.cells.cbegin() + from, row.cells.cend(),
                             [counts](const NightCell &cell) { return counts(cell.state); }));
}

bool viewIsUnknown(NightState state)
{
    return state == NightState::Unknown;
}

QString viewAge(const RetentionView &view)
{
    return view.saidAt.isValid()
        ? Tr::tr("By what Moodle and the storage manager said %1.").arg(ageInWords(view.saidAt, view.now))
        : Tr::tr("Moodle or the data server has never been asked.");
}

/// Good only where every night is known to be there, and not long ago.
State viewState(const RetentionView &view, const NightRow &real, int nights, int restorable)
{
    if (restorable < nights)
        return State::Bad;
    const qint64 age = view.saidAt.isValid() ? view.saidAt.secsTo(view.now) : -1;
    const bool isFresh = age >= -DoubtedClockOffsetSeconds && age <= viewOldSeconds;
    const int seen = viewCount(real, nights, isRestorable);
    const int unknown = viewCount(real, nights, viewIsUnknown);
    if (seen + unknown < nights)
        return State::Attention;
    return view.saidAt.isValid() && isFresh && unknown == 0 && view.data.isSeen ? State::Good : State::Unknown;
}

/// What was seen of a kind of data below what the rules give of it.
QList<NightRow> viewInPairs(const QList<NightRow> &ideal, const QList<NightRow> &real)
{
    QList<NightRow> rows;
    for (const NightRow &row : ideal) {
        rows << row;
        const auto seen = std::find_if(real.cbegin(), real.cend(), [&row](const NightRow &each) {
            return each.key == QStringLiteral("real/") + row.key;
        });
        if (seen != real.cend())
            rows << *seen;
    }
    return rows;
}

} // namespace

PageAnswer RetentionView::answer() const
{
    const NightRow *row = viewRow(nights, QStringLiteral("courses"));
    const NightRow *real = viewRow(nights, QStringLiteral("real/courses"));
    if (!row || !real || !policy.course || !data.isKnown) {
        const QString unknown = Tr::tr("Which nights can be restored is not known.");
        return {State::Unknown, unknown + u' ' + (missing.isEmpty() ? viewAge(*this) : missing.constFirst() + u'.')};
    }
    const int wanted = row->promised > 0 ? row->promised : viewUsualNights;
    const int counted = std::min(wanted, int(row->cells.size()));
    const int restorable = viewCount(*row, counted, isRestorable);
    QStringList sentences;
    const QString number = QLocale().toString(restorable);
    if (restorable == counted)
        sentences << Tr::tr("By the rules each of the last %n nights can be restored for each course.", nullptr,
                            counted);
    else
        sentences << Tr::tr("%1 of the last %n nights can be restored for each course, %2 cannot.", nullptr, counted)
                         .arg(number, QLocale().toString(counted - restorable));
    const int seen = viewCount(*real, counted, isRestorable);
    if (seen != restorable)
        sentences << Tr::tr("Seen so far: %n of them.", "nights", seen);
    sentences << viewAge(*this);
    const State state = viewState(*this, *real, counted, restorable);
    // More is promised than is looked at here.
    return {state == State::Good && counted < wanted ? State::Unknown : state, sentences.join(u' ')};
}

namespace {

/// All that no promise is asked for.
RetentionView viewOfNights(const RetentionReading &reading)
{
    const Site &site = reading.site;
    RetentionView view;
    view.site = site;
    view.now = reading.now.toTimeZone(siteZone(site, reading.now));
    view.policy = policyInForce(reading, view.missing);
    view.sizes = sizesOf(reading);
    view.data = folderStorage(reading, site.dataServer, site.dataFolder);
    view.dumpFolder = folderStorage(reading, site.databaseServer, pageDumpFolder());
    view.code = folderStorage(reading, site.dataServer, site.codeFolder);
    view.saidAt = viewSaidAt(reading);
    const WallMinute now = wallMinute(view.now);
    if (view.policy.course)
        view.courses = playCourse(*view.policy.course, view.policy.storage, now);
    if (view.policy.dumps)
        view.dumps = playDumps(*view.policy.dumps, view.policy.dumpStorage, now);
    const QDate today = view.now.date();
    view.nights.last = today.addDays(-1);
    view.nights.first = today.addDays(-std::max(1, reading.nights));
    view.nights.rows = viewInPairs(idealNights(view, view.nights.first),
                                   realNights(reading, view, view.nights.first, view.differences));
    viewDrawPromises(view.nights, reading.records.promises, today);
    return view;
}

} // namespace

NightPicture makeNightPicture(const RetentionReading &reading)
{
    return viewOfNights(reading).nights;
}

RetentionView makeRetentionView(const RetentionReading &reading)
{
    RetentionView view = viewOfNights(reading);
    const Site &site = reading.site;
    std::copy_if(
        reading.records.holds.cbegin(), reading.records.holds.cend(), std::back_inserter(view.holds),
        [&site](const LegalHold &hold) { return hold.holds() && (hold.site.isEmpty() || hold.site == site.name); });
    view.promises = judgePromises(reading, view);
    view.places = copyPlaces(reading);
    return view;
}

} // namespace Nightkeep
