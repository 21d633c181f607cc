// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mysql/provenhost.h"

#include <QFileInfo>

namespace Nightkeep {

namespace {

/// The certificates of the authorities that this system trusts; empty: it has none, or not in one file.
QString systemAuthorities()
{
    for (const char *bundle : {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                               "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem"}) {
        if (QFileInfo(QLatin1String(bundle)).isReadable())
            return QLatin1String(bundle);
    }
    return {};
}

} // namespace

std::optional<QString> provenHost(const QString &host, const QString &authority)
{
    const QString file = authority.isEmpty() ? systemAuthorities() : authority;
    if (file.isEmpty())
        return std::nullopt;
    return QStringLiteral("host=%1;ssl-enforce=1;ssl-verify-server-cert=1;ssl-ca={%2};"
                          "restricted-auth=mysql_native_password,client_ed25519,caching_sha2_password;")
        .arg(host, file);
}

} // namespace Nightkeep
