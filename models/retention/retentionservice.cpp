// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/retentionservice.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

QString holdObject(const LegalHold &hold)
{
    return hold.course == 0 ? hold.site : hold.site + u'/' + QString::number(hold.course);
}

Result<void> checkHoldText(const LegalHold &hold, const QDate &today)
{
    constexpr qsizetype longest = 2000;
    if (hold.reason.isEmpty() || hold.reason.size() > longest)
        return fail(ErrorKind::BadInput, Tr::tr("A hold has a reason of at most %1 characters.").arg(longest),
                    Tr::tr("Name the case, and what it is about."));
    if (hold.by.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("A hold has the name of who holds it."),
                    Tr::tr("Say whom to ask about it."));
    if (!hold.reviewOn.isValid() || hold.reviewOn < today)
        return fail(ErrorKind::BadInput, Tr::tr("A hold has a day on which somebody looks at it again."),
                    Tr::tr("Choose a day that is still to come."));
    return {};
}

bool isNoPromiseOf(const QList<Promise> &promises, const QString &key)
{
    return std::none_of(promises.cbegin(), promises.cend(),
                        [&key](const Promise &promise) { return promise.key == key; });
}

} // namespace

RetentionService::RetentionService(RetentionStore &store, AuditLog &audit, Clock clock)
    : m_store(store)
    , m_audit(audit)
    , m_clock(std::move(clock))
{
}

Result<RetentionRecords> RetentionService::records() const
{
    const Result<QList<Promise>> said = m_store.promises();
    if (!said)
        return fail(said.error());
    const Result<QList<LegalHold>> holds = m_store.legalHolds();
    if (!holds)
        return fail(holds.error());
    const Result<QList<ErasureRecord>> erasures = m_store.erasures();
    if (!erasures)
        return fail(erasures.error());
    RetentionRecords records {promisesOfThePage(), *holds, *erasures};
    QList<Promise> more = *said;
    for (Promise &promise : records.promises) {
        const auto stored =
            std::find_if(more.begin(), more.end(), [&promise](const Promise &each) { return each.key == promise.key; });
        if (stored == more.end())
            continue;
        promise = *stored;
        more.erase(stored);
    }
    std::sort(more.begin(), more.end(), [](const Promise &a, const Promise &b) { return a.key < b.key; });
    records.promises += more;
    return records;
}

Result<void> RetentionService::agree(const Promise &promise, const std::optional<Promise> &seen)
{
    if (const Result<void> sound = checkPromise(promise); !sound)
        return sound;
    const Result<QList<Promise>> said = m_store.promises();
    if (!said)
        return fail(said.error());
    // What the page promises was seen, and is stored nowhere.
    const bool isOfThePage = seen && isNoPromiseOf(*said, promise.key) && promisesOfThePage().contains(*seen);
    AuditEntry entry;
    entry.act = QStringLiteral("retention.agree");
    entry.object = promise.key;
    entry.oldValue = seen ? promiseInWords(*seen) : QString();
    entry.newValue = promiseInWords(promise);
    entry.detail = promise.agreement.note;
    return noteDone(m_audit, entry, [&] { return m_store.savePromise(promise, isOfThePage ? std::nullopt : seen); });
}

Result<void> RetentionService::withdraw(const Promise &seen)
{
    if (!isNoPromiseOf(promisesOfThePage(), seen.key))
        return fail(ErrorKind::BadInput, Tr::tr("A promise of the page stays: only one of a category is removed."),
                    Tr::tr("Agree on another figure, or say that it is to be agreed."));
    AuditEntry entry;
    entry.act = QStringLiteral("retention.withdraw");
    entry.object = seen.key;
    entry.oldValue = promiseInWords(seen);
    entry.detail = seen.agreement.note;
    return noteDone(m_audit, entry, [&] { return m_store.removePromise(seen); });
}

Result<LegalHold> RetentionService::hold(LegalHold hold)
{
    hold.reason = hold.reason.trimmed();
    hold.by = hold.by.isEmpty() ? m_audit.who() : hold.by.trimmed();
    hold.since = m_clock().toUTC();
    hold.endedAt = {};
    hold.endedBy.clear();
    hold.endReason.clear();
    if (const Result<void> sound = checkHoldText(hold, m_clock().date()); !sound)
        return fail(sound.error());
    AuditEntry entry;
    entry.act = QStringLiteral("retention.hold");
    entry.object = holdObject(hold);
    entry.newValue = hold.reason;
    entry.detail = Tr::tr("To be looked at again on %1").arg(hold.reviewOn.toString(Qt::ISODate));
    return noteDone(m_audit, entry,
                    [&] {
                        const Result<qint64> number = m_store.addLegalHold(hold);
                        hold.number = number.value_or(0);
                        return number ? Result<void>() : fail(number.error());
                    })
        .map([&hold] { return hold; });
}

Result<void> RetentionService::endHold(const LegalHold &seen, const QString &reason)
{
    if (!seen.holds())
        return fail(ErrorKind::Stale, Tr::tr("The hold %1 has ended before.").arg(seen.number),
                    Tr::tr("Look at it again."));
    LegalHold ended = seen;
    ended.endedAt = m_clock().toUTC();
    ended.endedBy = m_audit.who();
    ended.endReason = reason.trimmed();
    if (ended.endReason.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("A hold ends for a reason."),
                    Tr::tr("Say how the case ended, and who said so."));
    AuditEntry entry;
    entry.act = QStringLiteral("retention.endHold");
    entry.object = holdObject(seen);
    entry.oldValue = seen.reason;
    entry.newValue = ended.endReason;
    return noteDone(m_audit, entry, [&] { return m_store.saveLegalHold(ended, seen); });
}

Result<void> RetentionService::holdAgain(const LegalHold &ended)
{
    LegalHold again = ended;
    again.endedAt = {};
    again.endedBy.clear();
    again.endReason.clear();
    AuditEntry entry;
    entry.act = QStringLiteral("retention.holdAgain");
    entry.object = holdObject(ended);
    entry.oldValue = ended.endReason;
    entry.newValue = ended.reason;
    return noteDone(m_audit, entry, [&] { return m_store.saveLegalHold(again, ended); });
}

QString RetentionService::holdRequest(const LegalHold &hold, const RetentionView &view)
{
    const QString course = hold.course == 0
        ? Tr::tr("what belongs to the case below")
        : Tr::tr("course %1 (%2) of %3", "its number, its short name, a site")
              .arg(QString::number(hold.course), visibleText(hold.shortName), visibleText(view.site.name));
    QStringList lines;
    lines << Tr::tr("Please keep every copy that you have of %1 until we say otherwise.").arg(course) << QString()
          << Tr::tr("Reason: %1").arg(visibleText(hold.reason))
          << Tr::tr("Asked by %1; we look at it again on %2.")
                 .arg(visibleText(hold.by), dayInWords(hold.reviewOn, QLocale::LongFormat))
          << QString() << Tr::tr("Where the copies lie:");
    const QString folder = hold.course != 0 && view.site.backupFolder.isEmpty()
        ? displayPath(view.site.dataFolder) + u'/' + QString::number(hold.course) + QLatin1String("/backupdata")
        : displayPath(view.site.backupFolder.isEmpty() ? view.site.dataFolder : view.site.backupFolder);
    lines << Tr::tr("- the backups of the node of %1, below %2: active and inactive versions, and those of deleted "
                    "files")
                 .arg(visibleText(view.site.dataServer), folder)
          << Tr::tr("- the archives of the same node, and the database dumps of %1")
                 .arg(visibleText(view.site.databaseServer))
          << QString()
          << Tr::tr("Please do not let them expire: for archives whose retention begins with an event that is a hold "
                    "event; for backups it is a management class without limits, or a retention set that is held.")
          << Tr::tr(
                 "We run nothing ourselves: on a server without the licence for data retention a hold event can turn "
                 "that licence on, and it cannot be taken back. Please tell us what you did, and what had expired "
                 "before.");
    return lines.join(u'\n') + u'\n';
}

Result<ErasureRecord> RetentionService::recordErasure(ErasureRecord record)
{
    record.reference = record.reference.trimmed();
    record.at = m_clock().toUTC();
    record.by = record.by.trimmed().isEmpty() ? m_audit.who() : record.by.trimmed();
    if (record.reference.isEmpty() || record.reference.size() > 200)
        return fail(ErrorKind::BadInput, Tr::tr("An erasure is recorded by a reference of at most 200 characters."),
                    Tr::tr("Give the number of its ticket, and no name."));
    if (!record.erasedOn.isValid() || record.erasedOn > m_clock().date())
        return fail(ErrorKind::BadInput, Tr::tr("The day of the erasure is missing, or is still to come."),
                    Tr::tr("Record it once the data have been erased from Moodle."));
    AuditEntry entry;
    entry.act = QStringLiteral("retention.erased");
    entry.object = record.site + u'/' + record.reference;
    entry.newValue = record.erasedOn.toString(Qt::ISODate);
    return noteDone(m_audit, entry,
                    [&] {
                        const Result<qint64> number = m_store.addErasure(record);
                        record.number = number.value_or(0);
                        return number ? Result<void>() : fail(number.error());
                    })
        .map([&record] { return record; });
}

Result<void> RetentionService::removeErasure(const ErasureRecord &seen)
{
    AuditEntry entry;
    entry.act = QStringLiteral("retention.erasedInError");
    entry.object = seen.site + u'/' + seen.reference;
    entry.oldValue = seen.erasedOn.toString(Qt::ISODate);
    entry.detail = Tr::tr("Recorded in error, by %1").arg(seen.by);
    return noteDone(m_audit, entry, [&] { return m_store.removeErasure(seen); });
}

Result<void> RetentionService::putErasureBack(const ErasureRecord &removed)
{
    AuditEntry entry;
    entry.act = QStringLiteral("retention.erased");
    entry.object = removed.site + u'/' + removed.reference;
    entry.newValue = removed.erasedOn.toString(Qt::ISODate);
    entry.detail = Tr::tr("Put back");
    return noteDone(m_audit, entry, [&] { return m_store.putErasureBack(removed); });
}

Result<QHash<qint64, QString>> heldCourses(const RetentionStore &store, const QString &site)
{
    const Result<QList<LegalHold>> holds = store.legalHolds();
    if (!holds)
        return fail(holds.error());
    QHash<qint64, QString> held;
    for (const LegalHold &hold : *holds) {
        const bool isHere = hold.site == site || (hold.course == 0 && hold.site.isEmpty());
        if (hold.holds() && isHere)
            held.insert(hold.course,
                        (hold.course == 0 ? Tr::tr("A case that names no course is held by %1 until that ends: %2",
                                                   "a person, a reason")
                                          : Tr::tr("It is held by %1 until that ends: %2", "a person, a reason"))
                            .arg(visibleText(hold.by), visibleText(hold.reason)));
    }
    return held;
}

} // namespace Nightkeep
