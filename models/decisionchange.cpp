// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decisionchange.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"
#include "models/settings/settingsview.h"

#include <QRegularExpression>

#include <algorithm>

namespace Nightkeep {

namespace {

Agreement agendaAgreement(const Decision &decision)
{
    return {Agreement::State::Agreed, decision.on, decision.people.left(LongestAgreementName),
            decision.text.left(LongestAgreementNote)};
}

Unexpected agendaNoFigure(const QString &typed, const QString &advice)
{
    return fail(ErrorKind::BadInput, Tr::tr("\"%1\" is no figure for this.").arg(visibleText(typed)), advice);
}

Result<Promise> agendaPromise(Promise promise, const QString &typed)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{1,5})(?:\\s*([a-z]+))?$"));
    const QRegularExpressionMatch match = form.match(typed.toLower());
    const QString advice = Tr::tr("Give a number, or a number and hours, days, weeks, months or years: 60 days.");
    if (!match.hasMatch())
        return agendaNoFigure(typed, advice);
    promise.figure = match.captured(1).toInt();
    const QString word = match.captured(2);
    if (word.isEmpty())
        return promise;
    for (const Name<PromiseUnit> &unit : Names<PromiseUnit>) {
        const QString many = QLatin1String(unit.word);
        if (word == many || word == many.chopped(1)) {
            promise.unit = unit.value;
            return promise;
        }
    }
    return agendaNoFigure(typed, advice);
}

Result<ServerDecisions> agendaDecisions(ServerDecisions decisions, const QString &typed)
{
    const QString advice = Tr::tr("Give figures such as copies=3 days=60; nolimit is one, and nothing after the \"=\" "
                                  "leaves it undecided.");
    for (const QString &part : typed.split(u' ', Qt::SkipEmptyParts)) {
        const QString key = part.section(u'=', 0, 0);
        const QString value = part.section(u'=', 1);
        const auto figure = std::find_if(allFigures().cbegin(), allFigures().cend(),
                                         [&key](Figure each) { return figureKey(each) == key; });
        bool isNumber = false;
        const int number = value.toInt(&isNumber);
        const bool isUnlimited = value.compare(QLatin1String("nolimit"), Qt::CaseInsensitive) == 0;
        if (figure == allFigures().cend() || !part.contains(u'=') || (isNumber && number < 0)
            || !(isNumber || isUnlimited || value.isEmpty()))
            return agendaNoFigure(part, advice);
        figureOf(decisions, *figure) = value.isEmpty() ? std::nullopt : std::optional(isUnlimited ? NoLimit : number);
    }
    return decisions;
}

QString agendaServerFigures(const ServerDecisions &decisions, DecisionSubject question)
{
    QStringList parts;
    for (const Figure figure : allFigures()) {
        const bool isOfArchive = figure == Figure::TimesAYear || figure == Figure::KeepYears;
        const std::optional<int> value = figureOf(decisions, figure);
        if (question != DecisionSubject::Wanted && isOfArchive == (question == DecisionSubject::Archive) && value)
            parts << figureKey(figure) + u'='
                    + (*value == NoLimit ? QStringLiteral("nolimit") : QString::number(*value));
    }
    return parts.join(u' ');
}

} // namespace

QString promiseUnitWord(PromiseUnit unit)
{
    switch (unit) {
    case PromiseUnit::Hours:
        return Tr::tr("hours");
    case PromiseUnit::Days:
        return Tr::tr("days");
    case PromiseUnit::Weeks:
        return Tr::tr("weeks");
    case PromiseUnit::Months:
        return Tr::tr("months");
    case PromiseUnit::Years:
        return Tr::tr("years");
    }
    return {};
}

AgendaSubject subjectOf(const AgendaItem &item, const WorkspaceReading &reading)
{
    AgendaSubject subject;
    if (item.kind == AgendaKind::Figure && reading.retentionRecords) {
        for (const Promise &promise : reading.retentionRecords->promises) {
            if (promise.key == item.object)
                subject.promise = promise;
        }
    } else if (item.kind == AgendaKind::ServerPolicy && reading.servers) {
        for (const ServerRow &row : *reading.servers) {
            if (row.server.name == item.object)
                subject.server = row.server;
        }
        for (const DecisionSubject question : decisionSubjects()) {
            if (item.key.endsWith(u'/' + subjectKey(question)))
                subject.question = question;
        }
    } else if (item.kind == AgendaKind::Setting && reading.sites) {
        for (const SettingsView &view : *reading.sites) {
            for (const SettingRow &row : view.rows) {
                if (row.option.kind == OptionKind::Text // nothing is agreed of what Nightkeep does not know
                    || view.site.name + u'/' + row.option.name != item.object)
                    continue;
                subject.site = view.site.name;
                subject.option = row;
            }
        }
    }
    return subject;
}

Result<MeetingService::Change> changeOf(const AgendaSubject &subject, const QString &figure, const Decision &decision)
{
    const QString typed = figure.trimmed();
    MeetingService::Change change;
    if (subject.promise) {
        const Result<Promise> agreed =
            typed.isEmpty() ? Result<Promise>(*subject.promise) : agendaPromise(*subject.promise, typed);
        if (!agreed)
            return fail(agreed.error());
        if (!agreed->figure)
            return agendaNoFigure(typed, Tr::tr("Nothing stands there yet that could be agreed."));
        change.promise = *agreed;
        change.promise->agreement = agendaAgreement(decision);
        change.promiseSeen = subject.promise;
        const Result<void> sound = checkPromise(*change.promise);
        return sound ? Result<MeetingService::Change>(change) : fail(sound.error());
    }
    if (subject.server) {
        const Result<ServerDecisions> agreed = agendaDecisions(subject.server->decisions, typed);
        if (!agreed)
            return fail(agreed.error());
        change.serverSeen = subject.server;
        change.server = subject.server;
        change.server->decisions = *agreed;
        agreementOf(change.server->decisions, subject.question) = agendaAgreement(decision);
        const Result<void> sound = checkDecisions(change.server->decisions, subject.server->name);
        return sound ? Result<MeetingService::Change>(change) : fail(sound.error());
    }
    if (!subject.option)
        return fail(ErrorKind::BadInput, Tr::tr("There is no figure to agree on with this item."),
                    Tr::tr("Say what was decided, without a figure."));
    const SettingRow &row = *subject.option;
    change.site = subject.site;
    change.option = row.option.name;
    change.valueSeen = row.agreed;
    change.value = !typed.isEmpty() ? optionFromWords(row.option, typed) : row.agreed ? row.agreed : seenValue(row);
    if (!change.value)
        return agendaNoFigure(typed, row.option.notes);
    return change;
}

QString figureText(const AgendaSubject &subject)
{
    if (subject.promise && subject.promise->figure)
        return QString::number(*subject.promise->figure) + u' ' + nameOf(subject.promise->unit);
    if (subject.server)
        return agendaServerFigures(subject.server->decisions, subject.question);
    if (!subject.option)
        return {};
    const std::optional<QString> stands = subject.option->agreed ? subject.option->agreed : seenValue(*subject.option);
    return stands ? optionInWords(subject.option->option, *stands) : QString();
}

} // namespace Nightkeep
