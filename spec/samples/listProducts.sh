curl 'https://api.sandbox-billit.xyz/v1/products?has_stock=1&stock_less=10&per_page=250&page=1' \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
