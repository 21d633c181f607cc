// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/bytepath.h"

namespace Nightkeep {

namespace {

VerbResult trustServer(CliContext &context, Workspace &workspace, const Server &server)
{
    const Result<OfferedHostKey> offered = workspace.servers().offeredHostKey(server, context.cancel());
    if (!offered)
        return fail(offered.error());
    if (offered->fingerprint != context.word(1)) {
        return fail(ErrorKind::Conflict,
                    AppTr::tr("%1 shows the key %2, not %3. Nothing was trusted.")
                        .arg(server.name, offered->fingerprint, visibleText(context.word(1))),
                    AppTr::tr("Compare with the fingerprint that the server's administrator gives you."));
    }
    const QJsonObject object {{QStringLiteral("server"), server.name},
                              {QStringLiteral("host"), offered->host},
                              {QStringLiteral("type"), offered->type},
                              {QStringLiteral("fingerprint"), offered->fingerprint},
                              {QStringLiteral("wasTrusted"), offered->isTrusted}};
    if (offered->isTrusted)
        return CliAnswer {QJsonDocument(object),
                          AppTr::tr("The %1 key %2 of %3 is trusted already.\n")
                              .arg(offered->type, offered->fingerprint, server.name)};
    if (const Result<void> trusted = workspace.servers().trustHostKey(server, *offered, context.cancel()); !trusted)
        return fail(trusted.error());
    return CliAnswer {QJsonDocument(object),
                      AppTr::tr("The %1 key %2 of %3 is trusted from now on.\n")
                          .arg(offered->type, offered->fingerprint, server.name)};
}

} // namespace

const QList<Verb> Verbs::serversTrust {
    {"servers trust", "NAME FINGERPRINT", withServer<trustServer>},
};

} // namespace Nightkeep
