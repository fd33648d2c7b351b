#pragma once
// The plots of a comparison as SVG texts that need no further file.

#include <string>
#include <vector>

namespace loratrf {

struct PlotPoint {
    std::string label;
    double value = 0;
    double half_width = 0; // of the interval; not finite: none is drawn
    double parameters = 0; // above 0
};

// One line a method: a dot at its value, a bar over its interval. `quantity` names the axis, `remark` stands below the
// title. Points whose value is not finite are left out.
std::string plot_by_method(const std::string& title, const std::string& remark, const std::string& quantity,
                           const std::vector<PlotPoint>& points);

// The same values over the trainable parameters (logarithmic), with a legend.
std::string plot_by_parameters(const std::string& title, const std::string& remark, const std::string& quantity,
                               const std::vector<PlotPoint>& points);

} // namespace loratrf
