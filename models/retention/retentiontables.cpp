// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/retentiontables.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/storage/decisionwords.h"

#include <QMap>

#include <algorithm>

namespace Nightkeep {

namespace {

QString tableDay(const QDate &day)
{
    return day.isValid() ? dayInWords(day, QLocale::ShortFormat) : QString();
}

QString tableNights(int nights, int days)
{
    return nights < 0 ? Tr::tr("not known")
                      : Tr::tr("%1 of %2", "nights").arg(QLocale().toString(nights), QLocale().toString(days));
}

QString tableOldest(const QDate &day, int nights)
{
    if (day.isValid())
        return dayInWords(day, QLocale::ShortFormat);
    return nights < 0 ? Tr::tr("not known") : Tr::tr("there is none");
}

QString tableGap(int nights)
{
    return nights < 0 ? Tr::tr("not known") : Tr::tr("%n nights", nullptr, nights);
}

QString tableBytes(qint64 bytes)
{
    return bytes < 0 ? Tr::tr("not known") : bytesInWords(bytes);
}

std::optional<State> tableMore(int before, int after)
{
    if (before < 0 || after < 0 || before == after)
        return std::nullopt;
    return after > before ? State::Good : State::Bad;
}

} // namespace

TableDescription<PromiseLine> PromisesTable::description()
{
    using Column = TableColumn<PromiseLine>;
    const auto verdictState = [](const PromiseLine &line) -> std::optional<State> {
        return promiseAnswerState(line.verdict.answer);
    };
    return {
        [](const PromiseLine &line) { return line.key(); },
        {Column(Tr::tr("What is promised"),
                [](const PromiseLine &line) { return promiseInWords(line.verdict.promise); })
             .with(&Column::width, 60),
         Column(Tr::tr("Figure"), [](const PromiseLine &line) { return promiseFigureInWords(line.verdict.promise); })
             .with(&Column::width, 24),
         Column(Tr::tr("Agreed"),
                [](const PromiseLine &line) { return agreementInWords(line.verdict.promise.agreement); })
             .with(&Column::state,
                   CellRule<PromiseLine, std::optional<State>>([](const PromiseLine &line, const QDate &today) {
                       return agreementState(line.verdict.promise.agreement, today);
                   })),
         Column(Tr::tr("Verdict"), [](const PromiseLine &line) { return promiseAnswerWord(line.verdict.answer); })
             .with(&Column::state, CellRule<PromiseLine, std::optional<State>>(verdictState))
             .with(&Column::sortValue, CellRule<PromiseLine, QVariant>([](const PromiseLine &line) {
                 return QVariant(stateRank(promiseAnswerState(line.verdict.answer)));
             }))
             .with(&Column::width, 20),
         Column(Tr::tr("Why"), [](const PromiseLine &line) { return line.verdict.reason; }).with(&Column::width, 80)}};
}

QList<OutcomeLine> outcomeLines(const PolicyOutcome &before, const PolicyOutcome &after)
{
    const auto line = [](const char *key, const QString &what, const QString &was, const QString &is,
                         const std::optional<State> &state = std::nullopt) {
        return OutcomeLine {QLatin1String(key), what, was, is, state};
    };
    return {
        line("courseNights", Tr::tr("Nights of each course that can be restored"),
             tableNights(before.courseNights, before.days), tableNights(after.courseNights, after.days),
             tableMore(before.courseNights, after.courseNights)),
        line("dumpNights", Tr::tr("Nights of the database that can be restored"),
             tableNights(before.dumpNights, before.days), tableNights(after.dumpNights, after.days),
             tableMore(before.dumpNights, after.dumpNights)),
        line("widestGap", Tr::tr("Most nights in a row without a copy of a course"), tableGap(before.widestGap),
             tableGap(after.widestGap), tableMore(after.widestGap, before.widestGap)),
        line("oldestCourse", Tr::tr("Oldest state of a course"), tableOldest(before.oldestCourse, before.courseNights),
             tableOldest(after.oldestCourse, after.courseNights)),
        line("oldestDump", Tr::tr("Oldest state of the database"), tableOldest(before.oldestDump, before.dumpNights),
             tableOldest(after.oldestDump, after.dumpNights)),
        line("serverBytes", Tr::tr("Room on the server"), tableBytes(before.serverBytes),
             tableBytes(after.serverBytes)),
        line("storageBytes", Tr::tr("Room in the storage manager"), tableBytes(before.storageBytes),
             tableBytes(after.storageBytes)),
        line("bytesANight", Tr::tr("New a night, on average"), tableBytes(before.bytesANight),
             tableBytes(after.bytesANight)),
    };
}

TableDescription<OutcomeLine> outcomeDescription()
{
    using Column = TableColumn<OutcomeLine>;
    return {[](const OutcomeLine &line) { return line.key; },
            {Column(Tr::tr("What"), &OutcomeLine::what).with(&Column::width, 50),
             Column(Tr::tr("As it is"), &OutcomeLine::before).with(&Column::width, 20),
             Column(Tr::tr("After the change"), &OutcomeLine::after)
                 .with(&Column::width, 24)
                 .with(&Column::state, CellRule<OutcomeLine, std::optional<State>>(&OutcomeLine::state))}};
}

PageAnswer outcomeAnswer(const PolicyOutcome &before, const PolicyOutcome &after)
{
    if (after.courseNights < 0)
        return {State::Unknown, Tr::tr("How many nights can be restored is not known: a figure is missing.")};
    const QString nights = tableNights(after.courseNights, after.days);
    const State state = after.courseNights == after.days ? State::Good : State::Attention;
    if (before == after)
        return {state, Tr::tr("%1 nights of each course can be restored by the rules as they are.").arg(nights)};
    if (before.courseNights < 0)
        return {state, Tr::tr("After the change %1 nights of each course can be restored.").arg(nights)};
    return {state,
            Tr::tr("After the change %1 nights of each course can be restored, and %2 as it is.")
                .arg(nights, QLocale().toString(before.courseNights))};
}

QString placeLossWords(const PlaceLoss &loss)
{
    return loss.kind == LossOf::Building ? Tr::tr("The building is lost: %1").arg(visibleText(loss.name))
                                         : Tr::tr("The account is in wrong hands: %1").arg(visibleText(loss.name));
}

QList<PlaceLine> placeLines(const QList<CopyPlaceFacts> &places, const std::optional<PlaceLoss> &loss)
{
    QList<PlaceLine> lines;
    for (const CopyPlaceFacts &place : places) {
        PlaceLine line {place.what + u'/' + place.home, place, State::Unknown, Tr::tr("nothing is lost")};
        if (loss) {
            line.state = stateAfterLoss(place, *loss);
            line.word = line.state == State::Good ? Tr::tr("is left")
                : line.state == State::Bad        ? Tr::tr("is lost")
                                                  : Tr::tr("not known");
        }
        lines << line;
    }
    return lines;
}

TableDescription<PlaceLine> placesDescription()
{
    using Column = TableColumn<PlaceLine>;
    const auto shown = [](QString CopyPlaceFacts::*part) {
        return [part](const PlaceLine &line) {
            const QString text = visibleText(line.place.*part);
            return text.isEmpty() ? Tr::tr("nobody has said") : text;
        };
    };
    return {[](const PlaceLine &line) { return line.key; },
            {Column(Tr::tr("What"), shown(&CopyPlaceFacts::what)),
             Column(Tr::tr("Is it left?"), &PlaceLine::word)
                 .with(&Column::state, CellRule<PlaceLine, std::optional<State>>([](const PlaceLine &line) {
                     return std::optional<State>(line.state);
                 })),
             Column(Tr::tr("Where"), shown(&CopyPlaceFacts::home)),
             Column(Tr::tr("Building"), shown(&CopyPlaceFacts::building)),
             Column(Tr::tr("Medium"), shown(&CopyPlaceFacts::medium)),
             Column(Tr::tr("Whose account"), shown(&CopyPlaceFacts::account)),
             Column(Tr::tr("Can it be changed?"), [](const PlaceLine &line) {
                 const std::optional<bool> &changeable = line.place.changeable;
                 return !changeable ? Tr::tr("not known") : *changeable ? Tr::tr("yes, or deleted") : Tr::tr("no");
             })}};
}

PageAnswer placesAnswer(const QList<PlaceLine> &lines, const std::optional<PlaceLoss> &loss)
{
    if (lines.isEmpty())
        return {State::Unknown, Tr::tr("Where copies are is not known yet.")};
    if (!loss)
        return {State::Unknown, Tr::tr("Choose what is lost to see what is left.")};
    QMap<QString, State> best; // by what it is
    for (const PlaceLine &line : lines) {
        const State before = best.value(line.place.what, State::Bad);
        const bool isBetter = line.state == State::Good || (line.state == State::Unknown && before == State::Bad);
        best.insert(line.place.what, isBetter ? line.state : before);
    }
    QStringList lost;
    QStringList unknown;
    for (auto what = best.cbegin(); what != best.cend(); ++what) {
        if (what.value() == State::Bad)
            lost << visibleText(what.key());
        else if (what.value() == State::Unknown)
            unknown << visibleText(what.key());
    }
    if (!lost.isEmpty())
        return {State::Bad, Tr::tr("No copy is left of: %1.").arg(lost.join(QStringLiteral(", ")))};
    if (!unknown.isEmpty())
        return {State::Unknown,
                Tr::tr("Whether a copy is left is not known of: %1.").arg(unknown.join(QStringLiteral(", ")))};
    return {State::Good, Tr::tr("Something is left of everything.")};
}

QString heldInWords(const LegalHold &hold)
{
    const QString what = hold.course > 0 ? visibleText(hold.shortName) : Tr::tr("a case");
    return hold.site.isEmpty() ? what : Tr::tr("%1 of %2", "a course, a site").arg(what, visibleText(hold.site));
}

TableDescription<LegalHold> holdsDescription()
{
    using Column = TableColumn<LegalHold>;
    const auto state = [](const LegalHold &hold, const QDate &today) -> std::optional<State> {
        if (!hold.holds())
            return std::nullopt;
        return hold.reviewOn < today ? State::Attention : State::Good;
    };
    return {[](const LegalHold &hold) { return QString::number(hold.number); },
            {Column(Tr::tr("What is held"), heldInWords),
             Column(Tr::tr("Reason"), [](const LegalHold &hold) { return visibleText(hold.reason); })
                 .with(&Column::width, 50),
             Column(Tr::tr("By"), [](const LegalHold &hold) { return visibleText(hold.by); }),
             Column(Tr::tr("Since"), [](const LegalHold &hold) { return tableDay(hold.since.date()); }),
             Column(Tr::tr("Review on"), [](const LegalHold &hold) { return tableDay(hold.reviewOn); })
                 .with(&Column::state, CellRule<LegalHold, std::optional<State>>(state)),
             Column(Tr::tr("Ended"), [](const LegalHold &hold) {
                 return hold.holds()
                     ? Tr::tr("it holds")
                     : Tr::tr("%1, by %2: %3", "a day, a name, a reason")
                           .arg(tableDay(hold.endedAt.date()), visibleText(hold.endedBy), visibleText(hold.endReason));
             })}};
}

TableDescription<ErasureCopy> erasureDescription()
{
    using Column = TableColumn<ErasureCopy>;
    return {[](const ErasureCopy &copy) { return copy.what + u'/' + copy.where; },
            {Column(Tr::tr("Copy"), [](const ErasureCopy &copy) { return visibleText(copy.what); })
                 .with(&Column::width, 50),
             Column(Tr::tr("Where"), [](const ErasureCopy &copy) { return visibleText(copy.where); }),
             Column(Tr::tr("Last day"),
                    [](const ErasureCopy &copy) {
                        return copy.endsOn.isValid() ? tableDay(copy.endsOn) : Tr::tr("not known");
                    })
                 .with(&Column::sortValue, CellRule<ErasureCopy, QVariant>([](const ErasureCopy &copy) {
                     return copy.endsOn.isValid() ? QVariant(copy.endsOn) : QVariant();
                 })),
             Column(Tr::tr("Why"), [](const ErasureCopy &copy) {
                 return visibleText(copy.why);
             }).with(&Column::width, 60)}};
}

} // namespace Nightkeep
