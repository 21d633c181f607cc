// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/format.h"

#include <algorithm>

namespace Nightkeep {

namespace {

QString promiseKeysToSet()
{
    return QStringLiteral("figure, unit, event, state, on, by, note");
}

template<typename E> QString wordsOfAll()
{
    QStringList words;
    for (const auto &name : Names<E>)
        words << QLatin1String(name.word);
    return words.join(QStringLiteral(", "));
}

QJsonObject retentionJson(const RetentionView &view)
{
    QJsonArray nights;
    for (const NightRow &row : view.nights.rows)
        nights.append(QJsonObject {{QStringLiteral("key"), row.key},
                                   {QStringLiteral("title"), row.title},
                                   {QStringLiteral("real"), row.isReal},
                                   {QStringLiteral("restorable"), row.restorable()},
                                   {QStringLiteral("nights"), int(row.cells.size())}});
    return {{QStringLiteral("site"), view.site.name},
            {QStringLiteral("at"), momentJson(view.now)},
            {QStringLiteral("policy"), cliJson(view.policy)},
            {QStringLiteral("missing"), QJsonArray::fromStringList(view.missing)},
            {QStringLiteral("sizes"), cliJson(view.sizes)},
            {QStringLiteral("promises"), cliJson(view.promises)},
            {QStringLiteral("nights"), nights},
            {QStringLiteral("differences"), QJsonArray::fromStringList(view.differences)},
            {QStringLiteral("holds"), cliJson(view.holds)},
            {QStringLiteral("places"), cliJson(view.places)}};
}

QString retentionText(const RetentionView &view)
{
    TextTable promises({AppTr::tr("PROMISE"), AppTr::tr("KEY"), AppTr::tr("ANSWER"), AppTr::tr("WHY")});
    for (const PromiseVerdict &verdict : view.promises) {
        QStringList why {verdict.reason};
        if (!verdict.whom.isEmpty())
            why << AppTr::tr("%1: %2", "a number, names")
                       .arg(QString::number(verdict.whomCount), verdict.whom.mid(0, 5).join(QStringLiteral("; ")));
        why << verdict.advice;
        promises.add({promiseInWords(verdict.promise), verdict.promise.key, promiseAnswerWord(verdict.answer),
                      why.join(u'\n').trimmed()});
    }
    TextTable nights({AppTr::tr("NIGHTS OF"), AppTr::tr("RESTORABLE"), AppTr::tr("OF")});
    for (const NightRow &row : view.nights.rows)
        nights.add({row.title, QString::number(row.restorable()), QString::number(row.cells.size())});
    QString text = visibleText(view.site.name) + QStringLiteral("\n\n") + promises.text() + u'\n' + nights.text();
    for (const QString &missing : view.missing)
        text += AppTr::tr("Not known: %1", "a figure").arg(visibleText(missing)) + u'\n';
    for (const QString &difference : view.differences)
        text += visibleText(difference) + u'\n';
    for (const LegalHold &hold : view.holds)
        text += AppTr::tr("Held by %1, to be looked at again on %2: %3", "a person, a day, a course or a case")
                    .arg(visibleText(hold.by), dayAndMonth(hold.reviewOn),
                         visibleText(hold.course == 0 ? hold.reason : hold.shortName))
            + u'\n';
    return text + view.answer().sentence + u'\n';
}

VerbResult showRetention(CliContext &context, Workspace &workspace)
{
    QString only;
    if (context.has("site")) {
        const Result<Site> site = chosenSite(context);
        if (!site)
            return fail(site.error());
        only = site->name;
    }
    const WorkspaceReading reading = readWorkspace(workspace);
    if (!reading.retention)
        return fail(reading.retention.error());
    QJsonArray sites;
    QStringList texts;
    for (const RetentionView &view : *reading.retention) {
        if (!only.isEmpty() && view.site.name != only)
            continue;
        sites.append(retentionJson(view));
        texts << retentionText(view);
    }
    if (sites.isEmpty())
        texts << AppTr::tr("The workspace has no Moodle site yet.") + u'\n';
    return CliAnswer {QJsonDocument(sites), texts.join(u'\n')};
}

/// A promise that was said, or a new one of such a key.
Result<Promise> promiseNamed(const QList<Promise> &promises, const QString &key)
{
    const auto found =
        std::find_if(promises.cbegin(), promises.cend(), [&key](const Promise &promise) { return promise.key == key; });
    if (found != promises.cend())
        return *found;
    const std::optional<PromiseSubject> subject = fromName<PromiseSubject>(key.section(u'/', 0, 0));
    const std::optional<PromiseSide> side = fromName<PromiseSide>(key.section(u'/', 1, 1));
    Promise made;
    made.key = key;
    if (subject && side) {
        made.subject = *subject;
        made.side = *side;
        made.category = key.section(u'/', 2);
        for (const Promise &each : promises) {
            if (each.subject == *subject && each.category.isEmpty())
                made.unit = each.unit;
        }
        if (const Result<void> sound = checkPromise(made); sound)
            return made;
    }
    QStringList keys;
    for (const Promise &promise : promises)
        keys << promise.key;
    return fail(ErrorKind::BadInput, AppTr::tr("There is no promise \"%1\".").arg(visibleText(key)),
                AppTr::tr("There are: %1; for a category of courses its name follows behind another '/'.")
                    .arg(visibleText(keys.join(QStringLiteral(", ")))));
}

Result<void> noSuchWord(const QString &key, const QString &value, const QString &words)
{
    return fail(ErrorKind::BadInput, AppTr::tr("\"%1\" makes no sense for %2.").arg(visibleText(value), key),
                AppTr::tr("Give one of these: %1.").arg(words));
}

template<typename E> Result<void> assignPromiseWord(E &place, const QString &key, const QString &value)
{
    const std::optional<E> known = fromName<E>(value);
    if (!known)
        return noSuchWord(key, value, wordsOfAll<E>());
    place = *known;
    return {};
}

Result<void> assignPromise(Promise &promise, const QString &key, const QString &value)
{
    if (key == u"figure") {
        bool ok = false;
        const int figure = value.toInt(&ok);
        if (!ok && !value.isEmpty())
            return noSuchWord(key, value, AppTr::tr("a whole number, or nothing while it is to be agreed"));
        promise.figure = ok ? std::optional(figure) : std::nullopt;
        return {};
    }
    if (key == u"unit")
        return assignPromiseWord(promise.unit, key, value);
    if (key == u"state") {
        if (const Result<void> done = assignPromiseWord(promise.agreement.state, key, value); !done)
            return done;
        if (promise.agreement.state == Agreement::State::Unsaid)
            promise.agreement = {};
        return {};
    }
    if (key == u"on") {
        promise.agreement.on = QDate::fromString(value, Qt::ISODate);
        const bool isDay = promise.agreement.on.toString(Qt::ISODate) == value;
        return isDay ? Result<void>() : noSuchWord(key, value, AppTr::tr("a day such as 2026-11-25, or nothing"));
    }
    if (key == u"by")
        promise.agreement.by = value;
    else if (key == u"note")
        promise.agreement.note = value;
    else if (key == u"event")
        promise.event = value;
    else
        return fail(ErrorKind::BadInput, AppTr::tr("A promise has no \"%1\".").arg(visibleText(key)),
                    AppTr::tr("It has: %1.").arg(promiseKeysToSet()));
    return {};
}

VerbResult agreePromise(CliContext &context, Workspace &workspace)
{
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    const Result<RetentionRecords> records = workspace.retention().records();
    if (!records)
        return fail(records.error());
    const Result<Promise> before = promiseNamed(records->promises, context.word(0));
    if (!before)
        return fail(before.error());
    Promise after = *before;
    for (const QString &text : context.words().mid(1)) {
        const Result<QPair<QString, QString>> split = splitAssignment(text);
        if (!split)
            return fail(split.error());
        if (const Result<void> done = assignPromise(after, split->first, split->second); !done)
            return fail(done.error());
    }
    const bool isNew = !records->promises.contains(*before);
    if (isNew || after != *before) {
        const Result<void> agreed = workspace.retention().agree(after, isNew ? std::nullopt : std::optional(*before));
        if (!agreed)
            return fail(agreed.error());
    }
    return CliAnswer {QJsonDocument(cliJson(after)), promiseInWords(after) + u'\n'};
}

} // namespace

const QList<Verb> Verbs::retentionShow {
    {"retention show", "[--site NAME]", withWorkspace<showRetention>, {Options::Site}},
    {"retention agree", "PROMISE KEY=VALUE...", withWorkspace<agreePromise>, {}, "", promiseKeysToSet},
};

} // namespace Nightkeep
