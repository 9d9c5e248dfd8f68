// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/hub_splits.h"

#include "ui/session/paths.h"

#include <map>

namespace finetune::ui {

HubSplits placed(const session::HubFiles& files) {
    static const std::map<std::string, Split> kPlaces = {
        {"train", Split::Train},      {"training", Split::Train}, {"validation", Split::Validation},
        {"valid", Split::Validation}, {"val", Split::Validation}, {"dev", Split::Validation},
        {"test", Split::Test}};
    HubSplits out;
    out.dataset = QString::fromStdString(files.name);
    const auto at = [&](Split split) -> int& { return out.places[static_cast<std::size_t>(split)]; };
    int unplaced = -1; // the first
    for (const auto& [name, source] : files.splits) {
        const auto index = static_cast<int>(out.splits.size());
        out.splits.emplace_back(QString::fromStdString(name), fromPath(source));
        const auto place = kPlaces.find(name);
        if (place != kPlaces.end() && at(place->second) < 0)
            at(place->second) = index;
        else if (unplaced < 0)
            unplaced = index;
    }
    out.isClear = unplaced < 0 && (at(Split::Train) >= 0 || namesSplit(files.name));
    if (at(Split::Train) < 0)
        at(Split::Train) = unplaced;
    return out;
}

std::vector<Opening> HubSplits::openings() const {
    std::vector<Opening> openings;
    for (const Split split : allSplits())
        if (const int index = places[static_cast<std::size_t>(split)]; index >= 0)
            openings.push_back({split, splits[static_cast<std::size_t>(index)].second});
    return openings;
}

bool namesSplit(const std::string& dataset) {
    return !hub::datasetNamed(dataset).split.empty();
}

} // namespace finetune::ui
