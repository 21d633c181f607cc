// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshsignature.h"
#include "tests/fuzz/fuzz.h"

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    const std::optional<QByteArray> key = keyOfSignature(QString::fromLatin1(data));
    if (key && fingerprintOfKey(*key).isEmpty())
        qFatal("a key without a fingerprint");
    return key.has_value();
}

QByteArrayList seeds()
{
    const QByteArray key = QByteArrayLiteral("\0\0\0\x0bssh-ed25519\0\0\0\040") + QByteArray(32, 'k');
    const QByteArray blob = QByteArrayLiteral("SSHSIG\0\0\0\001\0\0\0\063") + key + QByteArray(60, 's');
    return {"-----BEGIN SSH SIGNATURE-----\n" + blob.toBase64() + "\n-----END SSH SIGNATURE-----\n"};
}
