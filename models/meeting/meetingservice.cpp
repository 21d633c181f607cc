// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/meeting/meetingservice.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"
#include "models/storage/decisionfield.h"
#include "models/storage/decisionwords.h"

#include <algorithm>

namespace Nightkeep {

namespace {

Unexpected meetingConflict(const QString &what)
{
    return fail(ErrorKind::Conflict,
                Tr::tr("%1 has been changed since it was shown. Nothing was written.", "what is decided on").arg(what),
                Tr::tr("Look at it again, and decide then."));
}

/// Of a server only what the other value has otherwise.
QStringList meetingServerWords(const ServerDecisions &decisions, const ServerDecisions &other)
{
    QStringList words;
    for (const DecisionSubject subject : decisionSubjects()) {
        const QString figures = figuresInWords(decisions, subject);
        const QString agreement = agreementInWords(agreementOf(decisions, subject));
        if (figures == figuresInWords(other, subject) && agreementOf(decisions, subject) == agreementOf(other, subject))
            continue;
        QStringList parts {figures, agreement};
        parts.removeAll(QString());
        words << Tr::tr("%1: %2", "a question about a server, what is decided of it")
                     .arg(subjectTitle(subject),
                          parts.isEmpty() ? Tr::tr("nothing said") : parts.join(QStringLiteral("; ")));
    }
    return words;
}

QString meetingValueWords(const DecidedValue &value, const DecidedValue &other)
{
    if (value.promise) {
        const QString words = promiseInWords(*value.promise);
        return value.promise->agreement.state == Agreement::State::Agreed
            ? Tr::tr("%1; %2", "a promise, by whom it is agreed").arg(words, agreementInWords(value.promise->agreement))
            : words;
    }
    if (value.decisions && other.decisions)
        return meetingServerWords(*value.decisions, *other.decisions).join(QStringLiteral(". "));
    if (value.option.isEmpty())
        return {};
    const BackupOption *option = findBackupOption(value.option);
    if (!value.value)
        return Tr::tr("nothing agreed");
    return option ? optionInWords(*option, *value.value) : visibleText(*value.value);
}

/// `stands` is what is agreed about the option of the change.
void meetingTakeValues(Decision &decision, const MeetingService::Change &change,
                       const std::optional<AgreedSetting> &stands)
{
    decision.was.reset();
    decision.now.reset();
    DecidedValue was;
    DecidedValue now;
    if (change.promise) {
        was.promise = change.promiseSeen;
        now.promise = change.promise;
    } else if (change.server && change.serverSeen) {
        was.server = now.server = change.serverSeen->name;
        was.decisions = change.serverSeen->decisions;
        now.decisions = change.server->decisions;
    } else if (!change.option.isEmpty()) {
        was.site = now.site = change.site;
        was.option = now.option = change.option;
        was.value = change.valueSeen;
        now.value = change.value;
        if (stands && stands->value == change.valueSeen) {
            was.on = stands->on;
            was.by = stands->by;
        }
        now.on = was.on;
        now.by = was.by;
        if (was.value != now.value) { // to say the same once more changes nothing
            now.on = decision.on;
            now.by = decision.people;
        }
    }
    if (was != now) {
        decision.was = was;
        decision.now = now;
    }
    decision.before = decision.was ? meetingValueWords(was, now) : QString();
    decision.after = decision.now ? meetingValueWords(now, was) : QString();
}

Result<void> meetingCheckDecision(const Decision &decision, const QDate &today)
{
    if (decision.text.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("It is not said what was decided."), Tr::tr("Say it in a sentence."));
    if (decision.people.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("It is not said who decided."), Tr::tr("Name who was there."));
    if (!decision.on.isValid())
        return fail(ErrorKind::BadInput, Tr::tr("It is not said on which day it was decided."),
                    Tr::tr("Give the day of the meeting."));
    if (decision.on.year() < FirstAgreementYear || decision.on > today)
        return fail(ErrorKind::BadInput, Tr::tr("Nothing can have been decided on that day."),
                    Tr::tr("Give the day of the meeting."));
    return {};
}

/// Moves what the two have otherwise, and only that: another question about the server may be agreed since. False where
/// something of it is not as in `from`.
bool meetingMoveDecisions(ServerDecisions &decisions, const ServerDecisions &from, const ServerDecisions &to)
{
    const auto move = [](auto &stands, const auto &was, const auto &wanted) {
        const bool isFree = was == wanted || stands == was;
        if (was != wanted)
            stands = wanted;
        return isFree;
    };
    bool areFree = true;
    for (const Figure figure : allFigures())
        areFree = move(figureOf(decisions, figure), figureOf(from, figure), figureOf(to, figure)) && areFree;
    for (const DecisionSubject subject : decisionSubjects())
        areFree =
            move(agreementOf(decisions, subject), agreementOf(from, subject), agreementOf(to, subject)) && areFree;
    return areFree;
}

/// A promise that was new has no earlier figure: it is left to be agreed.
Promise meetingOpenPromise(Promise promise)
{
    promise.figure.reset();
    promise.agreement = {};
    promise.agreement.state = Agreement::State::ToBeAgreed;
    return promise;
}

std::optional<AgreedSetting> meetingAgreed(const DecidedValue &value)
{
    return value.value ? std::optional(AgreedSetting {*value.value, value.on, value.by}) : std::nullopt;
}

} // namespace

MeetingService::MeetingService(MeetingStore &store, RetentionService &retention, ServerService &servers,
                               SettingsService &settings, const PackWriter &writer, AuditLog &audit, Clock clock)
    : m_store(store)
    , m_retention(retention)
    , m_servers(servers)
    , m_settings(settings)
    , m_writer(writer)
    , m_audit(audit)
    , m_clock(std::move(clock))
{
}

Result<QList<Decision>> MeetingService::decisions() const
{
    return m_store.decisions();
}

Result<void> MeetingService::settlePromise(const DecidedValue &from, const DecidedValue &to)
{
    const Promise wanted = to.promise ? *to.promise : meetingOpenPromise(*from.promise);
    const Result<RetentionRecords> records = m_retention.records();
    if (!records)
        return fail(records.error());
    const auto stands = std::find_if(records->promises.cbegin(), records->promises.cend(),
                                     [&wanted](const Promise &promise) { return promise.key == wanted.key; });
    const std::optional<Promise> present =
        stands == records->promises.cend() ? std::nullopt : std::optional<Promise>(*stands);
    const bool wasNew = !from.promise && present == meetingOpenPromise(wanted); // as it was left when taken back
    if (present != from.promise && !wasNew)
        return meetingConflict(promiseInWords(present.value_or(wanted)));
    return m_retention.agree(wanted, present);
}

Result<void> MeetingService::settleServer(const DecidedValue &from, const DecidedValue &to)
{
    const Result<QList<ServerRow>> rows = m_servers.rows();
    if (!rows)
        return fail(rows.error());
    const auto row = std::find_if(rows->cbegin(), rows->cend(), [&to](const ServerRow &each) {
        return each.server.name.compare(to.server, Qt::CaseInsensitive) == 0;
    });
    if (row == rows->cend())
        return fail(ErrorKind::NotFound, Tr::tr("There is no server %1 any more.").arg(visibleText(to.server)));
    Server after = row->server;
    if (!meetingMoveDecisions(after.decisions, from.decisions.value_or(ServerDecisions()),
                              to.decisions.value_or(ServerDecisions())))
        return meetingConflict(Tr::tr("What is decided about %1").arg(visibleText(shortName(to.server))));
    return m_servers.replaceServer(row->server, after);
}

Result<void> MeetingService::settleOption(const DecidedValue &from, const DecidedValue &to)
{
    const Result<QList<Site>> sites = m_settings.sites();
    if (!sites)
        return fail(sites.error());
    const auto site =
        std::find_if(sites->cbegin(), sites->cend(), [&to](const Site &each) { return each.name == to.site; });
    if (site == sites->cend())
        return fail(ErrorKind::NotFound, Tr::tr("There is no site %1 any more.").arg(visibleText(to.site)));
    const Result<void> done = m_settings.setAgreed(*site, to.option, meetingAgreed(from), meetingAgreed(to));
    if (!done && done.error().kind == ErrorKind::Conflict)
        return meetingConflict(Tr::tr("What is agreed about %1").arg(visibleText(to.option)));
    return done;
}

Result<void> MeetingService::settle(const DecidedValue &from, const DecidedValue &to)
{
    if (from.promise || to.promise)
        return settlePromise(from, to);
    return to.decisions ? settleServer(from, to) : settleOption(from, to);
}

Result<void> MeetingService::settleWith(const Decision &decision, bool takesBack,
                                        const std::function<Result<void>()> &record)
{
    const bool changes = decision.was && decision.now;
    const DecidedValue from = changes ? (takesBack ? *decision.now : *decision.was) : DecidedValue();
    const DecidedValue to = changes ? (takesBack ? *decision.was : *decision.now) : DecidedValue();
    if (changes) {
        if (const Result<void> settled = settle(from, to); !settled)
            return settled;
    }
    AuditEntry entry;
    entry.act = takesBack ? QStringLiteral("meeting.takeBack") : QStringLiteral("meeting.decide");
    entry.object = decision.item;
    entry.oldValue = takesBack ? decision.after : decision.before;
    entry.newValue = takesBack ? decision.before : decision.after;
    entry.detail = decision.text;
    const Result<void> noted = noteDone(m_audit, entry, record);
    if (noted || !changes)
        return noted;
    // The figure was agreed with a line of its own: without its decision nobody would know why.
    Error problem = noted.error();
    const Result<void> restored = settle(to, from);
    problem.message += u' '
        + (restored ? Tr::tr("What it changes is as it was again.")
                    : Tr::tr("What it changes stays changed, because it could not be changed back: %1")
                          .arg(restored.error().message));
    return fail(problem);
}

Result<Decision> MeetingService::record(Decision decision)
{
    decision.number = 0;
    decision.takenBackBy.clear();
    decision.takenBackAt = {};
    decision.by = m_audit.who();
    decision.at = m_clock().toUTC();
    const Result<void> noted = settleWith(decision, false, [&]() -> Result<void> {
        const Result<qint64> number = m_store.addDecision(decision);
        if (!number)
            return fail(number.error());
        decision.number = *number;
        return {};
    });
    return noted ? Result<Decision>(decision) : fail(noted.error());
}

Result<Decision> MeetingService::decide(Decision decision, const Change &change)
{
    decision.text = decision.text.trimmed();
    decision.people = decision.people.trimmed();
    decision.reason = decision.reason.trimmed();
    if (const Result<void> sound = meetingCheckDecision(decision, m_clock().date()); !sound)
        return fail(sound.error());
    std::optional<AgreedSetting> stands;
    if (!change.option.isEmpty()) {
        Site site;
        site.name = change.site;
        const Result<std::optional<AgreedSetting>> agreed = m_settings.agreed(site, change.option);
        if (!agreed)
            return fail(agreed.error());
        stands = *agreed;
    }
    meetingTakeValues(decision, change, stands);
    return record(decision);
}

Result<Decision> MeetingService::decideAgain(const Decision &takenBack)
{
    return record(takenBack);
}

Result<void> MeetingService::takeBack(const Decision &seen)
{
    if (!seen.holds())
        return fail(ErrorKind::Conflict, Tr::tr("Decision %1 has been taken back already.").arg(seen.number));
    const Result<QList<Decision>> stored = m_store.decisions();
    if (!stored)
        return fail(stored.error());
    if (!stored->contains(seen))
        return meetingConflict(Tr::tr("Decision %1").arg(seen.number));
    Decision taken = seen;
    taken.takenBackBy = m_audit.who();
    taken.takenBackAt = m_clock().toUTC();
    return settleWith(seen, true, [&] { return m_store.saveDecision(taken, seen); });
}

Result<QByteArray> MeetingService::writePack(const Pack &pack, PackFormat format, const CancelToken &cancel,
                                             const ProgressSink &progress) const
{
    return m_writer.write(pack, format, cancel, progress);
}

Result<std::optional<PackSummary>> MeetingService::lastPack() const
{
    return m_store.lastPack();
}

Result<void> MeetingService::keepPack(const Pack &pack)
{
    AuditEntry entry;
    entry.act = QStringLiteral("meeting.pack");
    entry.object = pack.title;
    return noteDone(m_audit, entry, [&] { return m_store.saveLastPack(summaryOf(pack)); });
}

} // namespace Nightkeep
