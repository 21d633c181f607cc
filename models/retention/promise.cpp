// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/promise.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"
#include "models/storage/decisionfield.h"

namespace Nightkeep {

namespace {

constexpr qsizetype longestPromiseText = 200; ///< characters, of an event or a category

QString promiseSpan(PromiseUnit unit, int figure)
{
    switch (unit) {
    case PromiseUnit::Hours:
        return Tr::tr("%n hours", nullptr, figure);
    case PromiseUnit::Days:
        return Tr::tr("%n days", nullptr, figure);
    case PromiseUnit::Weeks:
        return Tr::tr("%n weeks", nullptr, figure);
    case PromiseUnit::Months:
        return Tr::tr("%n months", nullptr, figure);
    case PromiseUnit::Years:
        return Tr::tr("%n years", nullptr, figure);
    }
    return {};
}

QString promiseOpenSpan(PromiseUnit unit)
{
    switch (unit) {
    case PromiseUnit::Hours:
        return Tr::tr("x hours");
    case PromiseUnit::Days:
        return Tr::tr("x days");
    case PromiseUnit::Weeks:
        return Tr::tr("x weeks");
    case PromiseUnit::Months:
        return Tr::tr("x months");
    case PromiseUnit::Years:
        return Tr::tr("x years");
    }
    return {};
}

QString atLeastInWords(PromiseSubject subject, const QString &figure)
{
    switch (subject) {
    case PromiseSubject::CourseNights:
        return Tr::tr("Any night of the last %1, for each course", "60 days").arg(figure);
    case PromiseSubject::WholeSite:
        return Tr::tr("The whole system as it was at most %1 ago", "24 hours").arg(figure);
    case PromiseSubject::ServerBackups:
        return Tr::tr("Nightly backups of the servers, kept for %1", "1 week").arg(figure);
    case PromiseSubject::Application:
        return Tr::tr("Moodle's application files, kept for %1", "3 months").arg(figure);
    case PromiseSubject::DataAndDumps:
        return Tr::tr("The data folder and the database dumps of each night, kept for %1", "60 days").arg(figure);
    case PromiseSubject::Archives:
        return Tr::tr("Archives of each term or year, kept for %1", "4 years").arg(figure);
    case PromiseSubject::StudentData:
        return Tr::tr("Courses with their students' data, kept for %1", "4 years").arg(figure);
    }
    return {};
}

QString atMostInWords(PromiseSubject subject, const QString &figure)
{
    switch (subject) {
    case PromiseSubject::CourseNights:
        return Tr::tr("No backup of a course is kept longer than %1", "4 years").arg(figure);
    case PromiseSubject::DataAndDumps:
        return Tr::tr("No database dump is kept longer than %1", "4 years").arg(figure);
    case PromiseSubject::Archives:
        return Tr::tr("No archive is kept longer than %1", "4 years").arg(figure);
    case PromiseSubject::StudentData:
    case PromiseSubject::WholeSite: // refused by checkPromise(), as are the next two
    case PromiseSubject::ServerBackups:
    case PromiseSubject::Application:
        break;
    }
    return Tr::tr("Nothing of a student is kept longer than %1, wherever a copy lies", "4 years").arg(figure);
}

bool isJudged(PromiseSubject subject, PromiseSide side)
{
    return side == PromiseSide::AtLeast
        || (subject != PromiseSubject::WholeSite && subject != PromiseSubject::ServerBackups
            && subject != PromiseSubject::Application);
}

int mostOf(PromiseUnit unit)
{
    switch (unit) {
    case PromiseUnit::Hours:
        return 10000;
    case PromiseUnit::Days:
        return 36500;
    case PromiseUnit::Weeks:
        return 5200;
    case PromiseUnit::Months:
        return 1200;
    case PromiseUnit::Years:
        return 100;
    }
    return 0;
}

std::optional<QDateTime> promiseMoved(const Promise &promise, const QDateTime &from, int sign)
{
    if (!promise.figure || !from.isValid())
        return std::nullopt;
    const int figure = *promise.figure * sign;
    switch (promise.unit) {
    case PromiseUnit::Hours:
        return from.addSecs(qint64(figure) * 3600);
    case PromiseUnit::Days:
        return from.addDays(figure);
    case PromiseUnit::Weeks:
        return from.addDays(qint64(figure) * 7);
    case PromiseUnit::Months:
        return from.addMonths(figure);
    case PromiseUnit::Years:
        return from.addYears(figure);
    }
    return std::nullopt;
}

Result<void> checkPromiseFigure(const Promise &promise)
{
    const int most = mostOf(promise.unit);
    if (promise.figure && (*promise.figure < 1 || *promise.figure > most))
        return fail(ErrorKind::BadInput, Tr::tr("The figure of a promise is from 1 to %1 in this unit.").arg(most),
                    Tr::tr("Leave it out where it is still to be agreed."));
    if (!promise.figure && promise.agreement.state == Agreement::State::Agreed)
        return fail(ErrorKind::BadInput, Tr::tr("A promise without a figure cannot be agreed."),
                    Tr::tr("Give the figure, or say that it is to be agreed."));
    return {};
}

} // namespace

QString promiseAnswerWord(PromiseAnswer answer)
{
    switch (answer) {
    case PromiseAnswer::Kept:
        return Tr::tr("kept");
    case PromiseAnswer::Broken:
        return Tr::tr("broken");
    case PromiseAnswer::Undecidable:
        return Tr::tr("cannot be decided");
    case PromiseAnswer::CannotBeKept:
        return Tr::tr("cannot be kept");
    case PromiseAnswer::Suspended:
        return Tr::tr("suspended");
    }
    return {};
}

State promiseAnswerState(PromiseAnswer answer)
{
    switch (answer) {
    case PromiseAnswer::Kept:
        return State::Good;
    case PromiseAnswer::Broken:
    case PromiseAnswer::CannotBeKept:
        return State::Bad;
    case PromiseAnswer::Undecidable:
        return State::Unknown;
    case PromiseAnswer::Suspended:
        return State::Attention;
    }
    return State::Unknown;
}

QString promiseKey(PromiseSubject subject, PromiseSide side, const QString &category)
{
    const QString key = nameOf(subject) + u'/' + nameOf(side);
    return category.isEmpty() ? key : key + u'/' + category;
}

QString promiseFigureInWords(const Promise &promise)
{
    QString words = promise.figure ? promiseSpan(promise.unit, *promise.figure) : promiseOpenSpan(promise.unit);
    if (!promise.event.isEmpty())
        words = Tr::tr("%1 after %2", "a span of time, an event").arg(words, visibleText(promise.event));
    const bool isOpen = !promise.figure || promise.agreement.state == Agreement::State::ToBeAgreed;
    return isOpen ? Tr::tr("%1 (to be agreed)", "a span of time").arg(words) : words;
}

QString promiseInWords(const Promise &promise)
{
    const QString figure = promiseFigureInWords(promise);
    const QString words = promise.side == PromiseSide::AtLeast ? atLeastInWords(promise.subject, figure)
                                                               : atMostInWords(promise.subject, figure);
    return promise.category.isEmpty()
        ? words
        : Tr::tr("%1; courses of %2", "a promise, a category").arg(words, visibleText(promise.category));
}

std::optional<QDateTime> promisedSince(const Promise &promise, const QDateTime &now)
{
    return promiseMoved(promise, now, -1);
}

std::optional<QDateTime> promisedUntil(const Promise &promise, const QDateTime &made)
{
    return promiseMoved(promise, made, 1);
}

QList<Promise> promisesOfThePage()
{
    using Subject = PromiseSubject;
    using Side = PromiseSide;
    const auto promise = [](Subject subject, Side side, std::optional<int> figure, PromiseUnit unit,
                            const Agreement &agreement) {
        return Promise {promiseKey(subject, side), subject, side, figure, unit, {}, {}, agreement};
    };
    const Agreement unsaid;
    const Agreement open {Agreement::State::ToBeAgreed};
    const Agreement byRecords {Agreement::State::ToBeAgreed, {}, Tr::tr("Records and Data Protection")};
    return {promise(Subject::CourseNights, Side::AtLeast, 60, PromiseUnit::Days, unsaid),
            promise(Subject::WholeSite, Side::AtLeast, 24, PromiseUnit::Hours, unsaid),
            promise(Subject::ServerBackups, Side::AtLeast, 1, PromiseUnit::Weeks, open),
            promise(Subject::Application, Side::AtLeast, std::nullopt, PromiseUnit::Months, open),
            promise(Subject::DataAndDumps, Side::AtLeast, 60, PromiseUnit::Days, unsaid),
            promise(Subject::Archives, Side::AtLeast, std::nullopt, PromiseUnit::Years, open),
            promise(Subject::StudentData, Side::AtMost, std::nullopt, PromiseUnit::Years, byRecords)};
}

Result<void> checkPromise(const Promise &promise)
{
    if (!isJudged(promise.subject, promise.side) || promise.event.size() > longestPromiseText
        || promise.category.size() > longestPromiseText
        || promise.key != promiseKey(promise.subject, promise.side, promise.category))
        return fail(ErrorKind::BadInput, Tr::tr("There is no promise \"%1\".").arg(visibleText(promise.key)),
                    Tr::tr("Use a subject and a side such as courseNights/atLeast or studentData/atMost, and a "
                           "category of courses behind them."));
    if (const Result<void> figure = checkPromiseFigure(promise); !figure)
        return figure;
    // What people agree on is bounded as what they agree on about a server.
    ServerDecisions said;
    said.policyAgreement = promise.agreement;
    return checkDecisions(said, promise.key);
}

} // namespace Nightkeep
