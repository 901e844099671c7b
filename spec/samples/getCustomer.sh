curl https://api.sandbox-billit.xyz/v1/customers/4822 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
