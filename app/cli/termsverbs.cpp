// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/archives/archiveproposal.h"

#include <algorithm>
#include <optional>

namespace Nightkeep {

namespace {

CliAnswer termsAnswer(const QList<Term> &terms)
{
    TextTable table({AppTr::tr("TERM"), AppTr::tr("IN WORDS"), AppTr::tr("YEAR"), AppTr::tr("CUT-OFF")});
    for (const Term &term : terms)
        table.add({term.name, visibleText(term.words), QString::number(term.year), term.cutOff.toString(Qt::ISODate)});
    return {QJsonDocument(cliJson(terms)), table.text()};
}

VerbResult listTerms(CliContext &context, Workspace &workspace)
{
    const Result<QList<Term>> terms = workspace.archives().terms();
    if (!terms)
        return fail(terms.error());
    return termsAnswer(context.has("propose") ? proposedTerms(workspace.clock()().date(), *terms) : *terms);
}

QString termKeys()
{
    return QStringLiteral("words, year, cutOff");
}

Result<void> assignTerm(Term &term, const QString &assignment)
{
    const Result<QPair<QString, QString>> split = splitAssignment(assignment);
    if (!split)
        return fail(split.error());
    const auto &[key, value] = *split;
    if (key == u"words") {
        term.words = value;
    } else if (key == u"year") {
        term.year = value.toInt();
    } else if (key == u"cutOff") {
        term.cutOff = QDate::fromString(value, Qt::ISODate);
    } else {
        return fail(ErrorKind::BadInput, AppTr::tr("A term has no field \"%1\".").arg(visibleText(key)),
                    AppTr::tr("Fields: %1.").arg(termKeys()));
    }
    return {};
}

/// Nothing where there is none of that name.
Result<std::optional<Term>> termNamed(Workspace &workspace, const QString &name)
{
    const Result<QList<Term>> terms = workspace.archives().terms();
    if (!terms)
        return fail(terms.error());
    const auto found = std::find_if(terms->cbegin(), terms->cend(), [&name](const Term &term) {
        return term.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == terms->cend() ? std::optional<Term>() : std::optional(*found);
}

/// What is known of a new one, from those that are proposed by their names.
Term termToAdd(Workspace &workspace, const QString &name)
{
    for (const Term &term : proposedTerms(workspace.clock()().date(), {})) {
        if (term.name == name)
            return term;
    }
    Term term;
    term.name = name;
    return term;
}

VerbResult setTerm(CliContext &context, Workspace &workspace)
{
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    const Result<std::optional<Term>> seen = termNamed(workspace, context.word(0));
    if (!seen)
        return fail(seen.error());
    if (!*seen && !context.has("new"))
        return fail(ErrorKind::BadInput, AppTr::tr("There is no term \"%1\".").arg(visibleText(context.word(0))),
                    AppTr::tr("\"nightkeepctl terms\" lists them; --new adds one."));
    Term term = *seen ? **seen : termToAdd(workspace, context.word(0));
    for (const QString &assignment : context.words().mid(1)) {
        if (const Result<void> assigned = assignTerm(term, assignment); !assigned)
            return fail(assigned.error());
    }
    if (const Result<void> stored = workspace.archives().replaceTerm(*seen, term); !stored)
        return fail(stored.error());
    return CliAnswer {QJsonDocument(cliJson(term)), termsAnswer({term}).text};
}

VerbResult removeTerm(CliContext &context, Workspace &workspace)
{
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    const Result<std::optional<Term>> seen = termNamed(workspace, context.word(0));
    if (!seen)
        return fail(seen.error());
    if (!*seen)
        return fail(ErrorKind::BadInput, AppTr::tr("There is no term \"%1\".").arg(visibleText(context.word(0))),
                    AppTr::tr("\"nightkeepctl terms\" lists them; \"terms set --new\" adds one."));
    const Result<void> agreed =
        context.agree(AppTr::tr("Remove the term %1 from the workspace? Its archives stay.").arg((*seen)->name),
                      AppTr::tr("Give --yes."));
    if (!agreed)
        return fail(agreed.error());
    if (const Result<void> removed = workspace.archives().replaceTerm(*seen, std::nullopt); !removed)
        return fail(removed.error());
    return CliAnswer {QJsonDocument(cliJson(**seen)),
                      AppTr::tr("Removed %1 from the workspace; nothing outside was touched.\n").arg((*seen)->name)};
}

} // namespace

const QList<Verb> Verbs::terms {
    {"terms",
     "[--propose]",
     withWorkspace<listTerms>,
     {{"propose", "", QT_TRANSLATE_NOOP("NightkeepApp", "those that the workspace could have, and has not")}},
     QT_TRANSLATE_NOOP("NightkeepApp", "the terms of which archives are made")},
    {"terms set", "NAME [KEY=VALUE...] [--new]", withWorkspace<setTerm>, {Options::New}, "", termKeys},
    {"terms remove", "NAME [--yes]", withWorkspace<removeTerm>},
};

} // namespace Nightkeep
