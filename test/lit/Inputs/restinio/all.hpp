// What tests need of RESTinio 0.6.
#ifndef RESTINIO_ALL_HPP
#define RESTINIO_ALL_HPP

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace restinio {

using string_view_t = std::string_view;
enum class request_handling_status_t { accepted, rejected };
inline request_handling_status_t request_accepted() noexcept {
  return request_handling_status_t::accepted;
}
template <typename Extra_Data> class generic_request_t {};
struct no_extra_data {};
using request_t = generic_request_t<no_extra_data>;
using request_handle_t = std::shared_ptr<request_t>;

namespace router {
struct route_params_t {};
template <typename Regex_Engine> class generic_express_router_t {
public:
  using actual_request_handler_t = std::function<request_handling_status_t(
      const request_handle_t &, route_params_t)>;
  void add_handler(int method, string_view_t route_path,
                   actual_request_handler_t handler);
  void http_get(string_view_t route_path, actual_request_handler_t handler);
  void http_post(string_view_t route_path, actual_request_handler_t handler);
  void http_put(string_view_t route_path, actual_request_handler_t handler);
  void http_delete(string_view_t route_path, actual_request_handler_t handler);
  void http_head(string_view_t route_path, actual_request_handler_t handler);
};
struct std_regex_engine_t {};
template <typename Regex_Engine = std_regex_engine_t>
using express_router_t = generic_express_router_t<Regex_Engine>;
} // namespace router

template <typename Derived, typename Traits> class basic_server_settings_t {
public:
  Derived &&port(std::uint16_t p) &&;
  Derived &&address(string_view_t addr) &&;
  template <typename... Params> Derived &&request_handler(Params &&...params) && {
    return static_cast<Derived &&>(*this);
  }
};
struct default_traits_t {};
template <typename Traits = default_traits_t>
class run_on_this_thread_settings_t final
    : public basic_server_settings_t<run_on_this_thread_settings_t<Traits>,
                                     Traits> {};
template <typename Traits>
run_on_this_thread_settings_t<Traits> on_this_thread() {
  return {};
}
inline run_on_this_thread_settings_t<> on_this_thread() { return {}; }
template <typename Traits>
void run(run_on_this_thread_settings_t<Traits> &&settings) {}

} // namespace restinio

#endif
