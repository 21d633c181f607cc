// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/courses/siterights.h"

namespace Nightkeep {

namespace {

CliAnswer rightsAnswer(const Site &site, const SiteRights &rights)
{
    TextTable table({AppTr::tr("RIGHTS"), AppTr::tr("WHAT IT MEANS")});
    const auto add = [&table](const QString &what, const QStringList &sentences) {
        for (const QString &sentence : sentences)
            table.add({what, sentence});
    };
    add(AppTr::tr("missing"), rights.missing);
    add(AppTr::tr("too many"), rights.tooMany);
    add(AppTr::tr("not known"), rights.unknown);
    if (rights.missing.isEmpty() && rights.tooMany.isEmpty() && rights.unknown.isEmpty())
        table.add({AppTr::tr("as needed"), AppTr::tr("The account may do what Nightkeep needs, and no more.")});
    const QString account = rights.account.isEmpty() ? AppTr::tr("no account") : visibleText(rights.account);
    CliAnswer answer {QJsonDocument(cliJson(rights)),
                      AppTr::tr("%1 on %2", "an account and a server").arg(account, visibleText(site.databaseServer))
                          + u'\n' + table.text()};
    if (!rights.missing.isEmpty() || !rights.tooMany.isEmpty())
        answer.status = ExitStatus::Findings;
    return answer;
}

VerbResult showRights(CliContext &context, Workspace &workspace, const Site &site)
{
    const Result<SiteRights> rights = workspace.settings().rights(site, context.cancel());
    return rights ? VerbResult(rightsAnswer(site, *rights)) : fail(rights.error());
}

/// Of --edition, else as the site was read last.
Result<MoodleEdition> grantedEdition(const CliContext &context, Workspace &workspace, const Site &site)
{
    const QString wanted = context.value("edition");
    if (const std::optional<MoodleEdition> named = fromName<MoodleEdition>(wanted);
        named && *named != MoodleEdition::Unknown)
        return *named;
    if (!wanted.isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("There is no edition \"%1\".").arg(visibleText(wanted)),
                    AppTr::tr("It is 1.9, or 2.x for all later ones."));
    const Result<SettingsView> view = workspace.settings().lastView(site);
    if (!view)
        return fail(view.error());
    if (!view->readAt.isValid() || view->config.edition == MoodleEdition::Unknown)
        return fail(ErrorKind::BadInput,
                    AppTr::tr("The settings of \"%1\" were never read: which Moodle it is, is not known.")
                        .arg(visibleText(site.name)),
                    AppTr::tr("Say so by --edition 1.9 or --edition 2.x."));
    return view->config.edition;
}

VerbResult showGrants(CliContext &context, Workspace &workspace, const Site &site)
{
    const Result<MoodleEdition> edition = grantedEdition(context, workspace, site);
    if (!edition)
        return fail(edition.error());
    const QString script = grantScript(site, *edition);
    return CliAnswer {QJsonDocument(QJsonObject {{QStringLiteral("site"), site.name},
                                                 {QStringLiteral("edition"), nameOf(*edition)},
                                                 {QStringLiteral("script"), script}}),
                      script};
}

} // namespace

const QList<Verb> Verbs::siteRights {
    {"sites rights", "", withSite<showRights>, {Options::Site}},
    {"sites grants",
     "",
     withSite<showGrants>,
     {Options::Site,
      {"edition", "EDITION",
       QT_TRANSLATE_NOOP("NightkeepApp", "1.9, or 2.x for later ones, where the site was never read")}}},
};

} // namespace Nightkeep
