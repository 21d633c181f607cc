// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/jsonreader.h"
#include "models/servers/server.h"
#include "models/servers/serversnapshot.h"

namespace Nightkeep {

/// A failed attempt as the workspace keeps it.
struct StoredFailure
{
    Error error;
    QDateTime when; ///< UTC

    bool operator==(const StoredFailure &) const = default;
};

// The forms in which the workspace's column payloads and the exported document say these things.
[[nodiscard]] QJsonObject toJson(const Server &server);
[[nodiscard]] Server readServer(JsonReader &reader);
/// Their JSON is decisionsJson().
[[nodiscard]] ServerDecisions readServerDecisions(JsonReader &reader);
[[nodiscard]] QJsonObject toJson(const ServerSnapshot &snapshot);
[[nodiscard]] ServerSnapshot readServerSnapshot(JsonReader &reader);
[[nodiscard]] QJsonObject toJson(const StoredFailure &failure);
[[nodiscard]] StoredFailure readStoredFailure(JsonReader &reader);

[[nodiscard]] QString connectionKindWord(ServerConnection::Kind kind);
[[nodiscard]] std::optional<ServerConnection::Kind> connectionKindFromWord(const QString &word);
[[nodiscard]] std::optional<ErrorKind> errorKindFromName(const QString &name);

} // namespace Nightkeep
