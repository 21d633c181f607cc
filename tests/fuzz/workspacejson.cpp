// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/workspacejson.h"
#include "tests/fuzz/fuzz.h"

#include <tuple>

using namespace Nightkeep;

void fuzz(const QByteArray &data)
{
    std::ignore = workspaceFromJson(data);
}

QByteArrayList seeds()
{
    return {"{\"format\": \"nightkeep-workspace\", \"version\": 1, \"servers\": [{\"name\": \"a\", \"current\": "
            "[\"/data\"]}]}"};
}
