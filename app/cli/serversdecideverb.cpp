// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/storage/decisionwords.h"

namespace Nightkeep {

namespace {

QString knownKeys()
{
    QStringList keys;
    for (const Figure figure : allFigures())
        keys << figureKey(figure);
    for (const DecisionSubject subject : decisionSubjects()) {
        for (const char *part : {"agreed", "toBeAgreed", "by", "note"})
            keys << subjectKey(subject) + u'.' + QLatin1String(part);
    }
    return keys.join(QStringLiteral(", "));
}

Result<void> assignFigure(ServerDecisions &decisions, Figure figure, const QString &value)
{
    std::optional<int> &place = figureOf(decisions, figure);
    if (value.isEmpty()) {
        place.reset();
        return {};
    }
    if (value.compare(QLatin1String("nolimit"), Qt::CaseInsensitive) == 0) {
        place = NoLimit;
        return {};
    }
    bool ok = false;
    const int number = value.toInt(&ok);
    if (!ok || number < 0)
        return fail(ErrorKind::BadInput,
                    AppTr::tr("\"%1\" is no figure for %2.").arg(visibleText(value), figureKey(figure)),
                    AppTr::tr("Give a whole number, nolimit, or nothing for what is not decided."));
    place = number;
    return {};
}

/// "2026-11-25", or "yes" without a day; nothing: the workspace does not say.
Result<void> assignState(Agreement &agreement, Agreement::State state, const QString &value)
{
    if (value.isEmpty()) {
        agreement = {};
        return {};
    }
    agreement.state = state;
    agreement.on = {};
    if (value == u"yes")
        return {};
    agreement.on = QDate::fromString(value, Qt::ISODate);
    if (!agreement.on.isValid() || agreement.on.toString(Qt::ISODate) != value)
        return fail(
            ErrorKind::BadInput, AppTr::tr("\"%1\" is not a day.").arg(visibleText(value)),
            AppTr::tr("Give a day such as 2026-11-25, \"yes\" for no certain day, or nothing to take it back."));
    return {};
}

Result<void> assignAgreement(Agreement &agreement, const QString &part, const QString &value, bool &known)
{
    known = true;
    if (part == u"agreed")
        return assignState(agreement, Agreement::State::Agreed, value);
    if (part == u"toBeAgreed")
        return assignState(agreement, Agreement::State::ToBeAgreed, value);
    if (part == u"by")
        agreement.by = value;
    else if (part == u"note")
        agreement.note = value;
    else
        known = false;
    return {};
}

Result<void> assignDecision(ServerDecisions &decisions, const QString &key, const QString &value)
{
    for (const Figure figure : allFigures()) {
        if (figureKey(figure) == key)
            return assignFigure(decisions, figure, value);
    }
    for (const DecisionSubject subject : decisionSubjects()) {
        const QString prefix = subjectKey(subject) + u'.';
        if (!key.startsWith(prefix))
            continue;
        bool known = false;
        const Result<void> done =
            assignAgreement(agreementOf(decisions, subject), key.mid(prefix.size()), value, known);
        if (known)
            return done;
    }
    return fail(ErrorKind::BadInput, AppTr::tr("Nothing with the name \"%1\" is decided.").arg(visibleText(key)),
                AppTr::tr("What is decided: %1.").arg(knownKeys()));
}

QString decisionsText(const Server &server)
{
    TextTable table({AppTr::tr("ABOUT"), AppTr::tr("DECIDED"), AppTr::tr("AGREED")});
    for (const DecisionSubject subject : decisionSubjects()) {
        const QString words = figuresInWords(server.decisions, subject);
        const QString agreement = agreementInWords(agreementOf(server.decisions, subject));
        table.add({subjectTitle(subject), words, agreement});
    }
    return visibleText(server.name) + u'\n' + table.text();
}

VerbResult decideServer(CliContext &context, Workspace &workspace, const Server &before)
{
    Server after = before;
    for (const QString &text : context.words().mid(1)) {
        const Result<QPair<QString, QString>> split = splitAssignment(text);
        if (!split)
            return fail(split.error());
        if (const Result<void> done = assignDecision(after.decisions, split->first, split->second); !done)
            return fail(done.error());
    }
    if (after != before) {
        if (const Result<void> stored = workspace.servers().replaceServer(before, after); !stored)
            return fail(stored.error());
    }
    const Result<QList<ServerRow>> rows = chosenServers(context, {after.name});
    if (!rows)
        return fail(rows.error());
    return CliAnswer {QJsonDocument(QJsonArray {serverJson(rows->constFirst())}),
                      decisionsText(rows->constFirst().server)};
}

} // namespace

const QList<Verb> Verbs::serversDecide {
    {"servers decide", "NAME KEY=VALUE...", withServer<decideServer>, {}, "", knownKeys},
};

} // namespace Nightkeep
